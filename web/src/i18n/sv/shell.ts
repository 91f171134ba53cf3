import type shell from '../en/shell'
import type { TranslationOf } from '../text'

export default {
  pages: { dashboard: 'Översikt', stories: 'Ärenden', workers: 'Arbetare', members: 'Medlemmar', settings: 'Inställningar' },
  undo: 'Ångra',
} satisfies TranslationOf<typeof shell>
