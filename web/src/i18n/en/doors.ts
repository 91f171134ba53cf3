import { messages } from '../text'

/** The doors: signing in, and what comes before. */
export default messages('doors', {
  signIn: 'Sign in',
  signInTitle: 'Sign in to Throughline',
  signInAgain: 'Sign in again',
  backToSignIn: 'Back to sign in',
  goOn: 'Go on to Throughline',
  tryAgain: 'Try again',
  continue: 'Continue',
  or: 'or',
  email: 'Email',
  name: 'Name',
  password: 'Password',
  newPassword: 'New password',
  missing: {
    email: 'Your email is missing', name: 'Your name is missing', ownPassword: 'Your password is missing', password: 'A password is missing',
    code: 'The code is missing', linkCode: 'The code of the link is missing',
  },
  linkCode: 'Code of the link',
  linkCodeHint: 'What stands behind the # of the link you were given.',
  letterCodeHint: 'What stands behind the # of the link in the letter.',
  address: {
    changed: 'The address is changed', half: 'One more to go', change: 'Change the mail address',
    changedNote: 'Your account has the new mail address. You sign in with it from now on.',
    halfNote: 'This address has agreed. Open the link that was sent to the other one too.',
    changeNote: 'An account is to have another mail address. It counts when both addresses have agreed.',
    agree: 'Agree to the change',
  },
  forgotten: {
    title: 'Forgot your password?', sent: 'Look into your mail', note: 'You get a link by which you choose a new one.',
    noMail: 'This server sends no mail. An administrator can make you a link by which you choose a new one.',
    sentBefore: 'If there is an account of', sentAfter: ', a link to choose a new password is on its way. It works once, within an hour.', send: 'Send the link',
  },
  invitation: {
    over: 'This invitation is not good any more', join: (project: string) => `Join ${project}`, title: 'You are invited',
    overNote: 'It was used or taken back, has expired, or the link is not whole. Ask whoever invited you for another.',
    note: (by: string | null, role: string) => `${by || 'An owner'} invites you to the project with the role ${role}.`,
    signedInAs: 'You are signed in as', wentTo: (own: string, email: string) => `(${own}). The invitation went to ${email}; it lets in whoever uses it.`,
    joinAs: (name: string) => `Join as ${name}`, create: 'Create account and join', have: 'You have an account?', joinWith: 'and join with it.',
  },
  passkey: 'Continue with passkey',
  choose: {
    title: 'Choose a password', note: 'The link you opened works once. With the password you sign in from now on.', signedInAs: 'You are signed in as',
    elseNote: '. If the link is for somebody else, they are signed in here instead of you.', newLink: 'An administrator can make you a new link.', save: 'Save and sign in',
  },
  second: {
    title: 'Enter your code', note: 'Six digits, from your authenticator app.', recoveryNote: 'One of the recovery codes that you kept. Each works once.',
    code: 'Code', recovery: 'Recovery code', useApp: 'Use the app’s code', useRecovery: 'Use a recovery code',
    lost: 'Lost the app and the codes? An administrator of this server can reset them.',
  },
  setUp: {
    title: 'Create the first account', note: 'It owns this server and lets others in.', code: 'Set-up code',
    codeHint: 'It stands behind the # of the link that the server printed when it started.', create: 'Create account',
  },
  external: {
    denied: 'It was not agreed to there, so nobody is signed in.', failed: 'Signing in there did not work. Try again, or sign in with your password.',
    'not-connected': 'No account here is connected with that one. Sign in with your password, and connect it on your account page.',
    with: (provider: string) => `Continue with ${provider}`,
  },
  noAccount: 'No account, or the password is forgotten? An administrator of this server makes a link for you.',
})
