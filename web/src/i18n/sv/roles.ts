import type roles from '../en/roles'
import type { TranslationOf } from '../text'

export default {
  Viewer: 'Läsare',
  Worker: 'Arbetare',
  Member: 'Medlem',
  Owner: 'Ägare',
} satisfies TranslationOf<typeof roles>
