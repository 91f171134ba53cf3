import { messages } from '../text'

/** The page of stories: what stands around the list, a new story, and a list that has none. */
export default messages('stories', {
  title: 'Stories',
  failed: 'The stories could not be loaded',
  listWidth: 'Width of the list',
  make: {
    title: 'New story', name: 'Title', hint: 'What should be true when it is done', missing: 'A story needs a title', description: 'Description', labels: 'Labels',
    someLabels: 'telemetry, defect', separated: 'Separated by commas', verb: 'Create story', failed: (title: string, why: string) => `“${title}” was not created: ${why}`,
  },
  none: {
    matches: 'No story matches the filter', matchesNote: 'The text is looked for in titles, descriptions and numbers, in any case.', clear: 'Clear the filter', all: 'Show all stories',
    title: 'No stories yet', forReaders: 'A story is a piece of work with tasks. What members of the project write appears here by itself.',
    note: 'A story is a piece of work with tasks. It moves from Open to Done as its tasks are worked on.', byHand: 'Write the first one by hand',
    import: 'Import stories', importNote: 'From a CSV file, in a shell', simulate: 'Start a simulation', simulateNote: 'Sample stories and workers, to look around: on the dashboard',
    api: 'Use the API', apiNote: 'It appears here as soon as it is stored', firstStory: 'Our first story',
  },
})
