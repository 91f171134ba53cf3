import { messages } from '../text'

/** Pages of the app itself. */
export default messages('pages', {
  projectsFailed: 'The projects could not be loaded',
  projectFailed: 'The project could not be loaded',
  none: 'No project yet',
  noneNote: 'A project holds stories and their tasks. Name the first one, or ask the owner of another one to add you: it appears here by itself.',
  archivedProjects: 'Archived projects',
  archived: 'Archived',
  archivedNow: 'Archived.',
  archivedNote: 'The project can be read, and nothing in it changes.',
  lost: 'There is nothing at this address',
  lostNote: 'The project may have been deleted, you may not be a member of it, or the address has a typing error.',
  goHome: 'Go to your project',
  goHomeNote: 'The one that was shown last',
  onlyOwners: 'Only owners look into who did what',
  onlyOwnersNote: 'An owner of the project can make you one.',
  form: {
    name: 'Name', key: 'Key', nameExample: 'Flight software', keyExample: 'FSW', create: 'Create project',
    numbered: (key: string) => `Stories are numbered with the key: ${key}-1, ${key}-2.`,
  },
})
