import { messages } from '../text'

/** The filter above the stories. */
export default messages('filter', {
  label: 'Filter',
  placeholder: 'Filter: words, status:open, label:api, assignee:me …',
  clear: 'Clear the filter',
  add: 'Filter',
  remove: (part: string) => `Remove ${part}`,
  count: (found: string, all: string) => `${found} of ${all}`,
  more: (count: string) => `more than ${count}`,
  not: 'not',
  none: 'none',
  nobody: 'Nobody',
  me: 'me',
  last: (length: string) => `last ${length}`,
  before: (length: string) => `more than ${length} ago`,
  take: 'take',
  or: 'or',
  exclude: 'not',
  newest: 'counted in the newest 10,000',
  suggestions: 'Suggestions',
  didYouMean: 'Did you mean',
  expected: (words: string) => `Possible: ${words}.`,
  fields: {
    text: 'Text', title: 'Title', status: 'Status', label: 'Label', assignee: 'Assignee', priority: 'Priority', created: 'Created', updated: 'Updated',
    key: 'Key', external: 'External key', tasks: 'Tasks', is: 'Is', has: 'Has', sort: 'Order',
  },
})
