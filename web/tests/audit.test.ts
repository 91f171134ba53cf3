import { expect, test } from 'vitest'
import type { AuditEntry } from '@/api/types'
import { queryOf } from '@/features/audit/audit'
import { addressOf, filterOf } from '@/features/audit/filter'
import { sentenceOf } from '@/features/audit/sentence'
import { lastUse } from '@/features/account/lastUse'

type Changes = Record<string, [unknown, unknown]>

const entry = (type: string, changes: Changes = {}, more: Partial<AuditEntry> = {}): AuditEntry => ({
  position: 1,
  at: '2026-01-31T12:00:00Z',
  type,
  project: null,
  actor: { id: 'a', name: 'Ada' },
  credential: null,
  subject: { id: 's', kind: 'user', key: null, name: 'Ben' },
  changes: Object.fromEntries(Object.entries(changes).map(([name, [old, now]]) => [name, { old, new: now }])) as AuditEntry['changes'],
  names: { b: 'Ben' },
  ...more,
})
const said = (one: AuditEntry): string => {
  const { verb, subject, rest } = sentenceOf(one)
  return [verb, subject, rest].filter(Boolean).join(' ')
}
const story = { subject: { id: 's', kind: 'story', key: 'TL-12', name: 'Ship it' } }
const self = { subject: { id: 'a', kind: 'user', key: null, name: 'Ada' } }

test.each([
  [entry('member.edited', { role: ['Worker', 'Member'] }), 'changed the role of Ben from Worker to Member'],
  [entry('member.added', { role: [null, 'Viewer'] }), 'added Ben as Viewer'],
  [entry('member.removed', { role: ['Viewer', null] }, self), 'left the project'],
  [entry('user.edited', { version: [1, 2], isDisabled: [false, true] }), 'disabled Ben'],
  [entry('user.edited', { version: [1, 2], isAdministrator: [false, true] }), 'made Ben an administrator'],
  [entry('user.erased', {}, self), 'deleted their account'],
  [entry('user.signedIn', {}, self), 'signed in'],
  [entry('user.signInRenewed', { signInId: [null, 'i'] }, self), 'was given a new secret for a sign-in, after another role'],
  [entry('account.edited', { field: [null, 'password'] }, self), 'changed their password'],
  [entry('account.edited', { field: [null, 'link'] }), 'made a password link for Ben'],
  [entry('token.revoked', {}, { subject: { id: 't', kind: 'token', key: null, name: null } }), 'revoked a token'],
  [entry('story.completed', { status: ['In Progress', 'Done'] }, story), 'moved TL-12 Ship it from In Progress to Done'],
  [entry('story.edited', { version: [1, 2], assigneeId: [null, 'b'] }, story), 'changed the assignee of TL-12 Ship it from nothing to Ben'],
  [entry('story.edited', { version: [1, 2], title: ['a', 'b'], labels: [[], ['web']] }, story), 'changed the title, labels of TL-12 Ship it'],
  [entry('story.created', { title: [null, 'Ship it'] }, story), 'created TL-12 Ship it'],
  // What no version of this page knows is still told.
  [entry('thing.mended', {}, { subject: { id: 'x', kind: 'thing', key: null, name: null } }), 'mended a thing'],
])('%# is read as a sentence', (one, sentence) => expect(said(one)).toBe(sentence))

test('a filter goes into the address and comes back', () => {
  const filter = { person: 'b', thing: 'TL-12', kind: 'member', span: '7d' }
  expect(filterOf(addressOf(filter))).toEqual(filter)
  expect(filterOf({ kind: 'nonsense', span: '3 weeks' })).toEqual({ person: '', thing: '', kind: '', span: '' })
  expect(queryOf({ ...filter, span: '1h' }, 'p', Date.parse('2026-01-31T12:00:00Z'))).toEqual({
    projectId: 'p',
    person: 'b',
    thing: 'TL-12',
    types: 'member.*',
    from: '2026-01-31T11:00:00.000Z',
  })
})

test.each([
  [null, null, 'Not used lately'],
  ['2026-01-31T11:59:30Z', '192.0.2.1', 'Used just now from 192.0.2.1'],
  ['2026-01-31T11:57:00Z', null, 'Used 3 min ago'],
])('the last use %s', (at, address, text) => expect(lastUse(at, address, Date.parse('2026-01-31T12:00:00Z'))).toBe(text))
