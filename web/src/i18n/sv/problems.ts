import type problems from '../en/problems'
import type { TranslationOf } from '../text'

export default {
  unreachable: 'Servern går inte att nå.',
  behindProxy: 'Servern bakom proxyn går inte att nå.',
  answered: (status) => `Servern svarade ${status}.`,
  conflict: 'Någon ändrade samma sak under tiden.',
  taskConflict: 'Någon annan ändrade samma sak i uppgiften under tiden.',
  details: { status: 'Status', noAnswer: 'inget svar', retryAfter: (seconds) => `, försök igen om ${seconds} s`, problem: 'Problem', request: 'Anrop' },
} satisfies TranslationOf<typeof problems>
