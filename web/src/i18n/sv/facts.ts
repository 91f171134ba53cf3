import type facts from '../en/facts'
import type { TranslationOf } from '../text'

export default {
  title: 'Bakom den här punkten',
  span: (day, from, to) => `Ärenden som tillkom och blev klara ${day} från ${from} till ${to}`,
  none: 'Inget tillkom eller blev klart då.',
  loading: 'Läser in',
  gone: 'Ett ärende som inte finns längre',
  types: {
    'story.created': 'tillkom', 'story.completed': 'klart', 'story.started': 'påbörjat', 'story.reopened': 'öppnat igen', 'story.unstarted': 'återtaget',
    'story.deleted': 'raderat',
  } as Record<string, string>,
  more: 'Visa fler',
  again: 'Försök igen',
} satisfies TranslationOf<typeof facts>
