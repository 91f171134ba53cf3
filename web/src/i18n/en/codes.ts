import { messages } from '../text'

/**
 * What a problem's code says, for other languages: in English the server's own sentences are shown, which say more. No English page loads these; they are what
 * a translation is checked against.
 */
export default messages('codes', {
  'invalid-input': 'Something that was typed breaks a rule.', 'sign-in-required': 'You are not signed in.', 'wrong-credentials': 'Mail address or password is wrong.',
  'second-factor-over': 'The sign-in took too long, or too many codes were wrong. Begin anew.', 'wrong-passkey': 'The passkey is not known here, or its answer came too late.',
  'passkey-taken': 'The passkey is known here already.', 'too-many-passkeys': 'You have as many passkeys as you may.', forbidden: 'Your role does not allow this.',
  'scope-missing': 'The token does not allow this.', 'too-many-tries': 'It was tried too often. Try again later.', 'set-up-done': 'This server has an owner already.',
  'mail-not-set-up': 'This server sends no mail; an administrator can do it.', 'too-many-invitations': 'At most 200 invitations into a project wait at a time.',
  'last-way-in': 'Without it you could not sign in any more.', 'email-taken': 'Another account has the mail address.',
  'last-administrator': 'It is the last administrator, and a server keeps one.', 'last-owner': 'It is the project’s last owner, and a project keeps one.',
  'too-many-tokens': 'You have as many tokens as you may.', 'too-many-views': 'There are as many views as there may be: delete one first.', 'not-found': 'There is no such thing, or you may not see it.', 'key-taken': 'The key belongs to another project.',
  'project-archived': 'The project is archived: nothing in it can be changed.', 'project-not-archived': 'Only an archived project can be deleted.',
  'tasks-open': 'Some of the story’s tasks are not done.', 'tasks-started': 'Some of the story’s tasks were started, so it can’t go back to Open.',
  'task-leased': 'A worker has the task just now.', 'tasks-leased': 'Workers have some of the story’s tasks just now.', 'lease-lost': 'The lease is lost: the task was claimed again or moved.',
  'time-too-long': 'That is longer than a task may take.', 'too-many-tasks': 'The story has as many tasks as it may have.', 'stale-version': 'It was changed meanwhile. Read it again.',
  'body-too-large': 'That is larger than the server takes.', overloaded: 'The server has too much to do. Nothing was changed; try again soon.',
  'too-many-requests': 'Too many requests wait. Nothing was changed; try again soon.', 'storage-unavailable': 'The server can’t reach its database. Nothing was changed.',
  'storage-lost': 'The database was lost while the change was written: it may or may not be stored.', 'simulation-running': 'A simulation runs already.',
  'column-full': 'The column is full: the project’s limit allows no more stories in it.', 'too-many-stories': 'So many stories can’t be changed at once.',
  'not-undoable': 'Only edits and moves can be taken back.', 'invalid-filter': 'The filter can’t be read.', 'too-much-to-search': 'There is too much to search. Add a filter.',
  'external-key-taken': 'Another story of the project has the external key.', 'too-many-leases': 'Workers hold too many of the project’s tasks to give them all back at once.',
  'authenticator-on': 'Two-step sign-in is on already.', 'authenticator-not-begun': 'No authenticator waits for its first code.', 'request-timeout': 'The connection was too slow.',
  'no-passkey': 'The passkey was not used. Try again when you are ready.', 'passkey-known': 'This device has a passkey for you already.',
  'too-many-streams': 'The server has as many live streams as it may.',
  'transfer-awaits': 'An item waits for somebody’s acceptance already.', 'transfer-settled': 'It does not wait for acceptance any more.', 'transfer-not-accepted': 'Only a transfer that counts can be corrected.',
  'not-the-receiver': 'Only whoever it was handed to can accept or refuse it.', 'base-item-in-use': 'There are items of the kind.',
})
