import { messages } from '../text'

/** The sheet of keyboard shortcuts. */
export default messages('sheet', {
  title: 'Keyboard',
  description: 'The keys that work on this page.',
  find: 'Find',
  letters: 'Single-letter keys',
  close: 'Close',
  groups: { anywhere: 'Anywhere', go: 'Go to', list: 'In a list', story: 'On a story', board: 'On the board', chart: 'In a chart' },
  nothing: 'No key does that here.',
  note: 'These are the keys of the page that is open. Letters and signs alone rest while something is typed.',
})
