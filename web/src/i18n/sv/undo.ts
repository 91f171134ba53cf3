import type undo from '../en/undo'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  undoing: (what) => `Ångra ${what}`,
  stays: (count, names, fields) =>
    `${plural(count, 'Någon ändrade # ärende under tiden', 'Någon ändrade # ärenden under tiden')} (${names})${fields ? `. Detta lämnas som det är: ${fields}` : ''}.`,
  refused: (count, names, why) => `${plural(count, '# lämnades som det är', '# lämnades som de är')} (${names}). ${why}`,
  fields: {
    title: 'titel', description: 'beskrivning', priority: 'prioritet', labels: 'etiketter', assigneeId: 'ansvarig', status: 'status', tasks: 'uppgifter', rank: 'plats',
    estimate: 'uppskattning', timeSpent: 'tid',
  },
} satisfies TranslationOf<typeof undo>
