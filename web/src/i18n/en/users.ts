import { messages } from '../text'

/** Everybody who has an account. */
export default messages('users', {
  title: 'Users',
  new: 'New user',
  find: 'Find by name or email',
  failed: 'The users could not be loaded',
  nobodyHas: (text: string) => `Nobody’s name or email holds “${text}”.`,
  nobody: 'Nobody has an account yet.',
  list: 'List of users',
  caption: 'Everybody who has an account on this server',
  columns: { name: 'Name', instance: 'Instance', state: 'State', since: 'Since', acts: 'Actions' },
  more: 'Show more',
  you: '(you)',
  administrator: 'Administrator',
  disabled: 'Disabled',
  actsFor: (name: string) => `Actions for ${name}`,
  acts: {
    link: 'New password link', factors: 'Reset second factors', email: 'Change mail address', demote: 'Take administration away', promote: 'Make administrator',
    enable: 'Enable', disable: 'Disable', erase: 'Erase',
  },
  ask: {
    link: (name: string) => `A new password link for ${name}?`, linkNote: 'Their password stays until they choose another one. Links that were made before stop working.', linkVerb: 'Make the link',
    factors: (name: string) => `Reset ${name}’s second factors?`,
    factorsNote: 'Their authenticator, recovery codes and passkeys stop working and all their sign-ins end. They sign in with the password alone. Be sure that it is they who ask.',
    factorsVerb: 'Reset', promote: (name: string) => `Make ${name} an administrator?`, promoteNote: 'They own every project and decide who has an account.',
    demote: (name: string) => `Take administration away from ${name}?`, demoteNote: 'They keep only the projects that they are a member of.', demoteVerb: 'Take it away',
    disable: (name: string) => `Disable ${name}?`, disableNote: 'All their sign-ins end and their tokens are refused. What they did stays.',
    enable: (name: string) => `Enable ${name}?`, enableNote: 'They can sign in again, and their tokens work again.',
  },
  did: {
    factors: (name: string) => `${name} signs in with the password alone.`, promote: (name: string) => `${name} is an administrator.`,
    demote: (name: string) => `${name} is no administrator any more.`, disable: (name: string) => `${name} is disabled.`, enable: (name: string) => `${name} is enabled.`,
  },
  linkFor: (name: string) => `Password link for ${name}`,
  link: {
    label: 'Password link',
    note: (until: string) => `It works once, until ${until}, and is not shown again. Send it to them alone: whoever opens it first has the account.`,
    sentTo: 'It is on its way to', sentNote: (until: string) => `, and works once, until ${until}.`,
  },
  make: {
    has: (name: string) => `${name} has an account`, hasNote: 'With this link they choose a password and are signed in.', byMail: 'They get a link by mail, by which they choose a password.',
    byYou: 'You get a link by which they choose a password.', hint: 'Owner of every project, and decides who has an account', verb: 'Create user', emailMissing: 'An email is missing', nameMissing: 'A name is missing',
  },
  email: {
    label: 'Email', of: (name: string) => `Mail address of ${name}`,
    note: 'It counts at once, and nobody is asked whether it is theirs. Links that were sent to the old one stop working.', missing: 'An address is missing', verb: 'Change address',
    done: (name: string, email: string) => `${name} signs in with ${email} now.`,
  },
  erase: {
    ask: (name: string) => `Erase ${name}?`,
    note: 'Nothing personal of them is kept. What they did stays, under “Former user”. It can’t be undone; to keep them out for a while, disable them.',
    confirm: (email: string) => `Type ${email} to confirm`, missing: 'Their email address is missing', done: (name: string) => `${name} is erased.`,
  },
  cancel: 'Cancel',
  done: 'Done',
})
