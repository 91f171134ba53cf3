import { describe, expect, test, vi } from 'vitest'
import type { Story } from '@/api/types'
import { without, saidOf } from '@/features/stories/filtering/chips'
import { complete, typingAt } from '@/features/stories/filtering/suggestions'
import type { Clause } from '@/live/filters'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
const { takes } = await import('@/live/filters')
const { me } = await import('@/api/person')
me.value = { id: 'ada', name: 'Ada', email: 'ada@example.org', isAdministrator: false, isDemo: false, signInId: '1', scopes: ['read'] }

const story: Story = {
  id: '1', projectId: 'p', key: 'TL-12', externalKey: null, title: 'Login', description: '', status: 'In Progress', priority: 'High', labels: ['API'], assigneeId: 'ada',
  tasks: ['a', 'b'], taskCounts: { open: 1, inProgress: 1, done: 0 }, rank: null, version: 1, createdAt: '2026-01-31T12:00:00Z', updatedAt: '2026-02-01T12:00:00.5Z',
}
const clause = (field: string, ...values: Partial<Clause['values'][number]>[]): Clause => ({ offset: 0, length: 1, field, not: false, values: values.map((value) => ({ text: '', ...value })) })
const judge = (...clauses: Clause[]): boolean | null => takes(story, { clauses, errors: [] })

describe('what a filter takes', () => {
  test.each<[Clause, boolean | null]>([
    [clause('status', { words: ['Open'] }, { words: ['In Progress'] }), true],
    [clause('status', { words: ['Done'] }), false],
    [clause('priority', { words: ['High', 'Urgent'] }), true],
    [clause('label', { words: ['api'] }), true],
    [clause('label', { none: true }), false],
    [clause('assignee', { users: ['ada'] }), true],
    [clause('assignee', { users: [] }), false],
    [clause('assignee', { none: true }), false],
    [clause('created', { from: '2026-01-31T12:00:00Z', before: '2026-02-01T00:00:00Z' }), true],
    [clause('updated', { before: '2026-02-01T12:00:00Z' }), false],
    [clause('key', { least: 10, most: 12 }), true],
    [clause('tasks', { least: 3 }), false],
    [clause('external', { words: ['X-1'] }), false],
    [clause('is', { words: ['mine'] }), true],
    [clause('is', { words: ['unassigned'] }), false],
    [clause('has', { words: ['description'] }), false],
    [clause('has', { words: ['tasks'] }), true],
    [clause('text', { words: ['login'] }), null],
  ])('%o', (one, expected) => {
    expect(judge(one)).toBe(expected)
    expect(judge({ ...one, not: true })).toBe(expected === null ? null : !expected)
  })

  test('of a card is not known where the board does not say it', () => {
    const card = { ...story, tasks: [], isCard: true }
    const ask = (one: Clause): boolean | null => takes(card as Story, { clauses: [one], errors: [] })
    expect(ask(clause('tasks', { least: 2, most: 2 }))).toBe(true)
    expect(ask(clause('has', { words: ['tasks'] }))).toBe(true)
    expect(ask(clause('has', { words: ['description'] }))).toBe(null)
    expect(ask(clause('has', { words: ['external'] }))).toBe(null)
    expect(ask(clause('external', { words: ['X-1'] }))).toBe(null)
  })

  test('is known as soon as one part says no, and otherwise only when all of them do', () => {
    expect(judge(clause('text', { words: ['login'] }), clause('status', { words: ['Done'] }))).toBe(false)
    expect(judge(clause('text', { words: ['login'] }), clause('status', { words: ['In Progress'] }))).toBe(null)
    expect(judge(clause('text', { words: ['login'] }, { words: ['x'] }))).toBe(null)
    expect(takes(story, { clauses: [], errors: [{ offset: 0, length: 1, message: 'no', expected: [] }] })).toBe(null)
    expect(judge()).toBe(true)
  })
})

describe('what is being typed', () => {
  test('is a field, or a value of one that is counted', () => {
    expect(typingAt('sta', 3)).toEqual({ field: null, start: 0, end: 3, typed: 'sta', rest: '' })
    expect(typingAt('status:open -la', 15)).toEqual({ field: null, start: 13, end: 15, typed: 'la', rest: 'status:open' })
    expect(typingAt('status:open label:', 18)).toEqual({ field: 'label', start: 18, end: 18, typed: '', rest: 'status:open' })
    expect(typingAt('label:"needs de', 15)).toEqual({ field: 'label', start: 6, end: 15, typed: 'needs de', rest: '' })
    expect(typingAt('label:"a, b",ap tasks:1', 15)).toEqual({ field: 'label', start: 13, end: 15, typed: 'ap', rest: 'tasks:1' })
  })

  test('is nothing to complete within a word, a phrase or a field that is not counted', () => {
    expect(typingAt('status', 3)).toBe(null)
    expect(typingAt('"exact wo', 9)).toBe(null)
    expect(typingAt('updated:<7', 10)).toBe(null)
  })

  test('is replaced by what was chosen', () => {
    const typing = typingAt('status:open label:ap sort:title', 20)!
    expect(complete('status:open label:ap sort:title', typing, { text: 'api', name: 'api', count: 3, userId: null })).toEqual({ text: 'status:open label:api sort:title', caret: 22 })
    expect(complete('-la', typingAt('-la', 3)!, { text: 'label:', name: 'label', count: null, userId: null })).toEqual({ text: '-label:', caret: 7 })
  })
})

test('a part is taken out with the blank beside it', () => {
  expect(without('a b c', { offset: 2, length: 1 })).toBe('a c')
  expect(without('a b', { offset: 0, length: 1 })).toBe('b')
  expect(without('a', { offset: 0, length: 1 })).toBe('')
})

test('a part is said as people say it', () => {
  const units = { min: (n: string) => `${n} min`, h: (n: string) => `${n} h`, d: (n: string) => `${n} d`, w: (n: string) => `${n} wk` }
  const words = { none: 'none', last: (n: string) => `last ${n}`, before: (n: string) => `more than ${n} ago` }
  const said = (one: Clause): string => saidOf(one, words, units)
  expect(said(clause('updated', { text: '<7d' }))).toBe('last 7 d')
  expect(said(clause('updated', { text: '>2w' }))).toBe('more than 2 wk ago')
  expect(said(clause('status', { text: 'open', words: ['Open'] }, { text: 'in-progress', words: ['In Progress'] }))).toBe('Open, In Progress')
  expect(said(clause('label', { text: 'none', none: true }, { text: 'api', words: ['api'] }))).toBe('none, api')
})
