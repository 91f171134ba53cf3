import type filter from '../en/filter'
import type { TranslationOf } from '../text'

export default {
  label: 'Filter',
  placeholder: 'Filtrera: ord, status:open, label:api, assignee:me …',
  clear: 'Rensa filtret',
  add: 'Filter',
  remove: (part) => `Ta bort ${part}`,
  count: (found, all) => `${found} av ${all}`,
  more: (count) => `fler än ${count}`,
  not: 'inte',
  none: 'ingen',
  nobody: 'Ingen',
  me: 'jag',
  last: (length) => `senaste ${length}`,
  before: (length) => `för mer än ${length} sedan`,
  take: 'välj',
  or: 'eller',
  exclude: 'inte',
  newest: 'räknat bland de 10 000 nyaste',
  suggestions: 'Förslag',
  didYouMean: 'Menade du',
  expected: (words) => `Möjligt: ${words}.`,
  fields: {
    text: 'Text', title: 'Rubrik', status: 'Status', label: 'Etikett', assignee: 'Ansvarig', priority: 'Prioritet', created: 'Skapat', updated: 'Ändrat',
    key: 'Nyckel', external: 'Extern nyckel', tasks: 'Uppgifter', is: 'Är', has: 'Har', sort: 'Ordning',
  },
} satisfies TranslationOf<typeof filter>
