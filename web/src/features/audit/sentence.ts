import type { AuditEntry } from '@/api/types'

/** What somebody did, in words: the subject stands between, and is left out where it is who did it. */
export interface Sentence {
  verb: string
  subject: string | null
  rest: string
}

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A value of an entry as people read it: users by their names, no value as such. */
export function valueText(value: unknown, entry: AuditEntry): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.map(said).join(', ') || 'nothing'
  return entry.names[said(value)] ?? said(value)
}

/** camelCase as words: timeSpent is time spent. */
export const memberName = (name: string): string =>
  name
    .replace(/\bassigneeId\b/, 'assignee')
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\./g, ' ')

/** Of no interest in a line: they change with everything. */
const silent = new Set(['version'])

export function sentenceOf(entry: AuditEntry): Sentence {
  const { type, changes } = entry
  const isSelf = entry.actor.id === entry.subject.id
  const called = entry.subject.key && entry.subject.name ? `${entry.subject.key} ${entry.subject.name}` : (entry.subject.key ?? entry.subject.name ?? `a ${entry.subject.kind}`)
  const say = (verb: string, rest = '', subject: string | null = called): Sentence => ({ verb, subject, rest })
  const alone = (verb: string): Sentence => say(verb, '', null)
  const from = (name: string): string => {
    const change = changes[name]
    return change ? `from ${valueText(change.old, entry)} to ${valueText(change.new, entry)}` : ''
  }
  const now = (name: string): unknown => changes[name]?.new

  switch (type) {
    case 'member.added':
      return say('added', `as ${valueText(now('role'), entry)}`)
    case 'member.edited':
      return say('changed the role of', from('role'))
    case 'member.removed':
      return isSelf ? alone('left the project') : say('removed', 'from the project')
    case 'project.edited':
      return say('renamed', from('name'))
    case 'user.created':
      return isSelf ? alone('set the server up') : say('made the account of')
    case 'user.edited':
      if (changes.isDisabled) return say(now('isDisabled') ? 'disabled' : 'enabled')
      return now('isAdministrator') ? say('made', 'an administrator') : say('took administration away from')
    case 'user.erased':
      return isSelf ? alone('deleted their account') : say('erased')
    case 'user.signedIn':
      return alone('signed in')
    case 'user.signInRenewed':
      return alone('was given a new secret for a sign-in, after another role')
    case 'user.signedOut':
      return isSelf ? alone('signed out') : say('ended a sign-in of')
    case 'account.edited':
      if (now('field') === 'link') return say('made a password link for')
      return isSelf ? alone(`changed their ${said(now('field'))}`) : say(`changed the ${said(now('field'))} of`)
    case 'token.created':
      return say('made the token', '', entry.subject.name ?? 'that is gone since')
    case 'token.revoked':
      return say('revoked', '', entry.subject.name ?? 'a token')
    case 'task.claimed':
      return say('claimed')
    case 'task.released':
      return say('gave back')
    case 'task.expired':
      return say('let the lease run out of')
    case 'task.setAside':
      return say('set aside')
    case 'task.requeued':
      return say('put back into the queue')
    default:
      break
  }
  const verb = type.split('.')[1] ?? type
  if (changes.status && ['started', 'completed', 'reopened', 'unstarted'].includes(verb)) return say('moved', from('status'))
  if (verb === 'edited') {
    const names = Object.keys(changes).filter((name) => !silent.has(name) && !name.includes('.') && name !== 'storyId')
    if (names.length === 1 && !['description', 'labels'].includes(names[0]!)) return say(`changed the ${memberName(names[0]!)} of`, from(names[0]!))
    return say(`changed the ${names.map(memberName).join(', ') || 'text'} of`)
  }
  return say(verb)
}
