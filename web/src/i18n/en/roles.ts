import { messages } from '../text'

/** What somebody is in a project. */
export default messages('roles', {
  Viewer: 'Viewer',
  Worker: 'Worker',
  Member: 'Member',
  Owner: 'Owner',
})
