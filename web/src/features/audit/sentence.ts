import type { AuditEntry } from '@/api/types'
import audit from '@/i18n/en/audit'
import { useText } from '@/i18n/text'

const text = useText(audit)

/** What somebody did, in words: the subject stands between, and is left out where it is who did it. */
export interface Sentence {
  verb: string
  subject: string | null
  rest: string
}

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Members whose values are words of the program, not of people. */
const worded = new Set(['status', 'priority', 'role'])

/** A value of an entry as people read it: users by their names, no value as such. */
export function valueText(value: unknown, entry: AuditEntry, member = ''): string {
  if (value === null || value === undefined || value === '') return text.values.nothing
  if (worded.has(member)) return text.words[value as keyof typeof text.words] ?? said(value)
  if (value === true) return text.values.yes
  if (value === false) return text.values.no
  if (Array.isArray(value)) return value.map(said).join(', ') || text.values.nothing
  return entry.names[said(value)] ?? said(value)
}

/** camelCase as words: timeSpent is time spent. */
export const memberName = (name: string): string =>
  text.fields[name as keyof typeof text.fields] ??
  name
    .replace(/\bassigneeId\b/, text.fields.assigneeId)
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\./g, ' ')

/** Of no interest in a line: they change with everything. */
const silent = new Set(['version'])

export function sentenceOf(entry: AuditEntry): Sentence {
  const { type, changes } = entry
  const isSelf = entry.actor.id === entry.subject.id
  const called = entry.subject.key && entry.subject.name ? `${entry.subject.key} ${entry.subject.name}` : (entry.subject.key ?? entry.subject.name ?? text.unnamed(entry.subject.kind))
  const say = (verb: string, rest = '', subject: string | null = called): Sentence => ({ verb, subject, rest })
  const alone = (verb: string): Sentence => say(verb, '', null)
  const from = (name: string): string => {
    const change = changes[name]
    return change ? text.from(valueText(change.old, entry, name), valueText(change.new, entry, name)) : ''
  }
  const now = (name: string): unknown => changes[name]?.new

  switch (type) {
    case 'member.added':
      return say(text.did.added, text.as(valueText(now('role'), entry, 'role')))
    case 'member.edited':
      return say(text.did.changedRole, from('role'))
    case 'member.removed':
      return isSelf ? alone(text.did.leftProject) : say(text.did.removed, text.did.fromProject)
    case 'project.edited':
      return say(text.did.renamed, from('name'))
    case 'user.created':
      return isSelf ? alone(text.did.setUp) : say(text.did.madeAccount)
    case 'user.edited':
      if (changes.isDisabled) return say(now('isDisabled') ? text.did.disabled : text.did.enabled)
      return now('isAdministrator') ? say(text.did.made, text.did.administrator) : say(text.did.tookAdministration)
    case 'user.erased':
      return isSelf ? alone(text.did.deletedAccount) : say(text.did.erased)
    case 'user.signedIn':
      return alone(text.did.signedIn)
    case 'user.signInRenewed':
      return alone(text.did.renewedSignIn)
    case 'user.signedOut':
      return isSelf ? alone(text.did.signedOut) : say(text.did.endedSignIn)
    case 'account.edited':
      if (now('field') === 'link') return say(text.did.madeLink)
      return isSelf ? alone(text.changedTheir(memberName(said(now('field'))))) : say(text.changedThe(memberName(said(now('field')))))
    case 'token.created':
      return say(text.did.madeToken, '', entry.subject.name ?? text.did.goneToken)
    case 'token.revoked':
      return say(text.did.revoked, '', entry.subject.name ?? text.did.aToken)
    case 'task.claimed':
      return say(text.did.claimed)
    case 'task.released':
      return say(text.did.gaveBack)
    case 'task.expired':
      return say(text.did.expired)
    case 'task.setAside':
      return say(text.did.setAside)
    case 'task.requeued':
      return say(text.did.requeued)
    default:
      break
  }
  const verb = type.split('.')[1] ?? type
  if (changes.status && ['started', 'completed', 'reopened', 'unstarted'].includes(verb)) return say(text.did.moved, from('status'))
  if (verb === 'edited') {
    const names = Object.keys(changes).filter((name) => !silent.has(name) && !name.includes('.') && name !== 'storyId')
    if (names.length === 1 && !['description', 'labels'].includes(names[0]!)) return say(text.changedThe(memberName(names[0]!)), from(names[0]!))
    return say(text.changedThe(names.map(memberName).join(', ') || text.anything))
  }
  return say(text.verbs[verb as keyof typeof text.verbs] ?? verb)
}
