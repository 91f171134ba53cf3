import { messages } from '../text'

/** The frame around every page. */
export default messages('shell', {
  pages: { dashboard: 'Dashboard', stories: 'Stories', workers: 'Workers', members: 'Members', settings: 'Settings' },
  undo: 'Undo',
})
