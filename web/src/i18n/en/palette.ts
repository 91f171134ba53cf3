import { plural } from '../plural'
import { messages } from '../text'

/** The command palette. */
export default messages('palette', {
  title: 'Find or do',
  description: 'Type to find actions, pages, stories and projects. Up and down choose one, Enter opens it.',
  placeholder: 'Find a story by key or text, go somewhere, do something',
  list: 'What was found',
  sections: { recent: 'Recent', actions: 'Actions', go: 'Go to', stories: 'Stories', projects: 'Projects' },
  story: 'Story',
  project: 'Project',
  move: 'move',
  open: 'open',
  onlyActions: 'actions only',
  searching: 'Searching',
  nothing: 'Nothing has these words. Try fewer of them, or a key.',
  results: (count: number) => plural(count, '# result', '# results'),
  failed: (why: string) => `Stories could not be searched. ${why}`,
})
