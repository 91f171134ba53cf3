import { messages } from '../text'

/** A page that broke. */
export default messages('crash', {
  broken: { title: 'This page broke', note: 'That is a fault of the program, not of yours. What was sent is stored; loading the page anew usually helps.' },
  missing: {
    title: 'This page could not be loaded',
    note: 'The server was updated meanwhile, or can’t be reached. Loading the page anew fetches what it has now.',
  },
  kept: 'What you typed is kept.',
  clickFailed: (why: string) => `That did not work: ${why}`,
  reload: 'Load the page anew',
  copy: 'Copy details',
  copied: 'Copied',
  what: 'What',
  page: 'Page',
  time: 'Time',
  build: 'Build',
  browser: 'Browser',
})
