import { plural } from '../plural'
import { messages } from '../text'

/** The frame around every page. */
export default messages('shell', {
  pages: {
    dashboard: 'Dashboard', stories: 'Stories', board: 'Board', items: 'Items', item: 'Item', workers: 'Workers', explore: 'Explore', members: 'Members', settings: 'Settings', audit: 'Audit',
    'project-audit': 'Audit', account: 'Account', users: 'Users', 'sign-in': 'Sign in', 'second-step': 'Sign in', 'set-up': 'Set up',
    password: 'Choose a password', forgotten: 'Forgotten password', invitation: 'Invitation', confirm: 'Confirm', gallery: 'Gallery',
  },
  skip: 'Skip to the page',
  pagesLabel: 'Pages',
  server: 'Server',
  search: 'Search',
  undo: 'Undo',
  redo: 'Redo',
  palette: 'Command palette',
  sheet: 'Keyboard shortcuts',
  foldSide: 'Show or hide the sidebar',
  newProject: 'New project',
  projectNote: 'Stories, tasks and their history belong to a project.',
  archived: 'Archived',
  changeProject: (name: string) => `${name}: change the project`,
  demo: 'Demo.',
  demoNote: 'Everyone on this machine is signed in as the demo owner.',
  connection: { live: 'Live', connecting: 'Connecting', waiting: 'Reconnecting', offline: 'Offline' },
  reconnectingIn: (seconds: number) => `Reconnecting in ${seconds} s`,
  tryNowSaid: '. Try now',
  tryNow: 'Try now',
  nextTry: (seconds: number) => `next try in ${seconds} s`,
  noConnection: (time: string) => `No connection since ${time}.`,
  goOn: 'What is shown is as it was then. Go on working: changes wait here and go out in order.',
  goOnWaiting: (count: number) =>
    plural(count, 'Go on working: # change waits here and goes out in order.', 'Go on working: # changes wait here and go out in order.'),
  updated: (version: string) => `The server was updated (version ${version}). This page is loaded anew when nothing is being typed.`,
  reloadNow: 'Reload now',
  yourAccount: (name: string) => `${name}: your account`,
  signOut: 'Sign out',
  stillSignedIn: (why: string) => `You are still signed in. ${why}`,
  losing: {
    title: 'Sign out and lose what was not sent?',
    note: (count: number) =>
      plural(count, '# change waits here for the server. Nobody else sends it later.', '# changes wait here for the server. Nobody else sends them later.'),
    verb: 'Sign out and lose them',
  },
  theme: { title: 'Theme', light: 'Light', dark: 'Dark', system: 'System' },
  language: { title: 'Language', browser: 'As the browser', failed: 'The language could not be loaded. Choose it again when there is a connection.' },
  more: 'More',
  transport: {
    title: 'Live updates', sse: 'Event stream', websocket: 'WebSocket',
    note: 'The event stream is plain HTTP. Choose WebSocket when a proxy between you and the server holds updates back.',
  },
  density: { title: 'Row height', compact: 'Compact', usual: 'Usual', comfortable: 'Comfortable' },
  themeAndLanguage: 'Theme and language',
  unknownPerson: 'The server does not say who you are',
})
