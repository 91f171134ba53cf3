import type units from '../en/units'
import type { TranslationOf } from '../text'

export default {
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} tim`,
  days: (count) => `${count} d`,
  weeks: (count) => `${count} v`,
  ago: (age) => `för ${age} sedan`,
  justNow: 'nyss',
  moment: (day, time) => `${day} ${time}`,
} satisfies TranslationOf<typeof units>
