import { messages } from '../text'

/** Who did what, and when. */
export default messages('audit', {
  title: 'Audit',
  failed: 'The audit could not be loaded',
  list: 'Who did what',
  caption: 'Who did what, the newest first',
  fresh: (count: string) => `${count} new`,
  more: 'Show more',
  csv: 'CSV',
  columns: { when: 'When', what: 'What', project: 'Project', by: 'By' },
  details: { caption: 'Before and after', what: 'What', before: 'Before', after: 'After', fact: 'Fact', by: 'By', none: 'Nothing: on the server’s own machine, or by itself' },
  factAt: (type: string, position: string) => `${type}, position ${position}`,
  kindNames: { project: 'Project', member: 'Member', story: 'Story', task: 'Task', user: 'User', account: 'Account', token: 'Token', baseItem: 'Kind', item: 'Item', transfer: 'Transfer', view: 'View' },
  onlyThis: 'Only about this',
  onlyBy: (name: string) => `Only by ${name}`,
  thing: 'Only about a thing: its key or id',
  thingExample: 'Key or id, such as TL-12',
  who: 'Who',
  everybody: 'Everybody',
  somebodyElse: 'Somebody else',
  program: 'The program itself',
  clear: 'Show everything again',
  showAll: 'Show everything',
  none: {
    narrowed: 'Nothing like that happened', narrowedNote: 'Take another person, thing or span of time.',
    yet: 'Nothing has happened yet', yetNote: 'Whatever anybody does is listed here, with what it was before and after.',
  },
  spans: { any: 'Any time', '1h': 'Last hour', '1d': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' },
  kinds: {
    any: 'Everything', project: 'Projects', member: 'Members', story: 'Stories', task: 'Tasks', user: 'Users and sign-ins', account: 'Accounts', token: 'Tokens',
  },
  credential: { revoked: 'A revoked token', browser: 'In a browser' },
  values: { nothing: 'nothing', yes: 'yes', no: 'no' },
  words: {
    Open: 'Open', 'In Progress': 'In Progress', Done: 'Done', None: 'None', Low: 'Low', Medium: 'Medium', High: 'High', Urgent: 'Urgent', Viewer: 'Viewer',
    Worker: 'Worker', Member: 'Member', Owner: 'Owner',
  },
  unnamed: (kind: string) => `a ${kind}`,
  from: (before: string, after: string) => `from ${before} to ${after}`,
  as: (role: string) => `as ${role}`,
  /** What somebody did. What it was done to follows, and then the rest. */
  did: {
    added: 'added', changedRole: 'changed the role of', leftProject: 'left the project', removed: 'removed', fromProject: 'from the project',
    renamed: 'renamed', setUp: 'set the server up', madeAccount: 'made the account of', disabled: 'disabled', enabled: 'enabled', made: 'made',
    administrator: 'an administrator', tookAdministration: 'took administration away from', deletedAccount: 'deleted their account', erased: 'erased',
    signedIn: 'signed in', renewedSignIn: 'was given a new secret for a sign-in, after another role', signedOut: 'signed out', endedSignIn: 'ended a sign-in of', madeLink: 'made a password link for', madeToken: 'made the token',
    goneToken: 'that is gone since', revoked: 'revoked', aToken: 'a token', claimed: 'claimed', gaveBack: 'gave back', expired: 'let the lease run out of',
    setAside: 'set aside', requeued: 'put back into the queue', moved: 'moved',
  },
  changedTheir: (field: string) => `changed their ${field}`,
  changedThe: (field: string) => `changed the ${field} of`,
  anything: 'text',
  /** Facts' own verbs; one that is not here is told as the server calls it. */
  verbs: {
    created: 'created', deleted: 'deleted', archived: 'archived', restored: 'restored', unarchived: 'unarchived', started: 'started', completed: 'completed',
    reopened: 'reopened', unstarted: 'unstarted', erased: 'erased', moved: 'moved',
    transferred: 'handed over', accepted: 'accepted', refused: 'refused', recalled: 'recalled', corrected: 'corrected', reordered: 'put into its place in time',
  },
  fields: {
    view: 'private views',
    assigneeId: 'assignee', title: 'title', description: 'description', status: 'status', priority: 'priority', labels: 'labels', estimate: 'estimate',
    timeSpent: 'time spent', name: 'name', key: 'key', role: 'role', email: 'email', password: 'password', rank: 'rank', externalKey: 'external key',
    storyId: 'story id', isArchived: 'is archived', isDisabled: 'is disabled', isAdministrator: 'is administrator',
  },
})
