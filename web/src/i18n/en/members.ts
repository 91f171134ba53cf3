import { messages } from '../text'

/** Who is in a project. */
export default messages('members', {
  title: 'Members',
  audit: 'Audit',
  failed: 'The members could not be loaded',
  list: 'Members of the project',
  you: '(you)',
  since: (date: string) => `since ${date}`,
  roleOf: (name: string, role: string) => `Role of ${name}: ${role}`,
  ownersDecide: 'Owners decide who is in the project',
  soDoAdministrators: 'So do administrators of the server.',
  nobody: 'Nobody is a member. Administrators see the project all the same.',
  hasRole: (name: string, role: string) => `${name} has the role ${role} now.`,
  youLeft: (project: string) => `You left ${project}.`,
  isGone: (name: string) => `${name} is not in the project any more.`,
  leave: 'Leave the project',
  remove: (name: string) => `Remove ${name}`,
  ask: {
    leave: (project: string) => `Leave ${project}?`, leaveNote: 'You see nothing of it from then on, until an owner adds you again.', leaveVerb: 'Leave project',
    remove: (name: string) => `Remove ${name}?`, removeNote: 'They see nothing of the project from then on, also where they have it open. What they did stays.', removeVerb: 'Remove member',
  },
  add: {
    label: 'Add a member', email: 'Email', role: 'Role', whose: 'Whose email?', verb: 'Add or invite',
    isIn: (name: string, role: string) => `${name} is in the project: ${role}.`, isInvited: (email: string, role: string) => `${email} is invited: ${role}.`,
    note: (role: string, hint: string) => `${role}: ${hint}. Whom you see elsewhere is in at once; everybody else gets an invitation.`,
    link: (email: string) => `Invitation link for ${email}`,
    linkNote: (email: string) => `It is for ${email}, works once, within seven days, and is not shown again. Send it to them alone: it lets in whoever opens it.`,
  },
  invited: { label: 'Invitations that wait', title: 'Invited, and not here yet', until: (date: string) => `until ${date}`, revoke: (email: string) => `Take the invitation of ${email} back`, revoked: (email: string) => `The invitation of ${email} is taken back.` },
  hints: {
    Viewer: 'sees everything, changes nothing', Worker: 'claims tasks and completes them', Member: 'makes and changes stories and tasks', Owner: 'decides who is in the project',
  },
})
