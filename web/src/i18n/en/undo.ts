import { plural } from '../plural'
import { messages } from '../text'

/** What is taken back, and what of it stays as it is. */
export default messages('undo', {
  undoing: (what: string) => `Undo ${what}`,
  stays: (count: number, names: string, fields: string) =>
    `${plural(count, 'Somebody changed # story meanwhile', 'Somebody changed # stories meanwhile')} (${names})${fields ? `: left as it is: ${fields}` : ''}.`,
  refused: (count: number, names: string, why: string) => `${plural(count, '# was left as it is', '# were left as they are')} (${names}). ${why}`,
  fields: {
    title: 'title', description: 'description', priority: 'priority', labels: 'labels', assigneeId: 'assignee', status: 'status', tasks: 'tasks', rank: 'place',
    estimate: 'estimate', timeSpent: 'time',
  },
})
