import { describe, expect, test } from 'vitest'
import type { Story } from '@/api/types'
import { factsOf } from '@/features/stories/bulkFacts'
import { compareBy, groupQuery, groupsOf, readOrder, sortGroups, toggled, writeOrder } from '@/features/stories/order'
import { useSelection } from '@/features/stories/selection'
import { reduceStory } from '@/live/reducer'

const story = (number: number, more: Partial<Story> = {}): Story => ({
  id: `s${number}`, projectId: 'p', key: `TL-${number}`, externalKey: null, title: `Story ${number}`, description: '', status: 'Open', priority: 'None', labels: [],
  assigneeId: null, tasks: [], taskCounts: { open: 0, inProgress: 0, done: 0 }, rank: null, version: 1, createdAt: '2026-01-31T12:00:00Z', updatedAt: '2026-01-31T12:00:00Z', ...more,
})

describe('the order', () => {
  test('is that of the address, and the usual one is not told there', () => {
    expect(readOrder({ sort: '-priority', group: 'label' })).toEqual({ sort: '-priority', group: 'label' })
    expect(readOrder({ sort: 'size', group: ['x'] })).toEqual({ sort: '-created', group: null })
    expect(writeOrder({ sort: '-created', group: null })).toEqual({})
    expect(readOrder(writeOrder({ sort: 'title', group: 'status' }))).toEqual({ sort: 'title', group: 'status' })
  })

  test('of a column begins with what weighs more, and turns around', () => {
    expect([toggled('-created', 'priority'), toggled('-priority', 'priority'), toggled('priority', 'priority')]).toEqual(['-priority', 'priority', '-priority'])
    expect([toggled('-created', 'title'), toggled('title', 'title')]).toEqual(['title', '-title'])
  })

  test('is the server’s: by the value, then by number, nobody’s last', () => {
    const by = (sort: Parameters<typeof compareBy>[0], ...all: Story[]) => [...all].sort(compareBy(sort)).map(({ id }) => id)
    const all = [story(1, { priority: 'High' }), story(2, { assigneeId: 'b' }), story(3, { priority: 'High', assigneeId: 'a' }), story(10)]
    expect(by('-created', ...all)).toEqual(['s10', 's3', 's2', 's1'])
    expect(by('-priority', ...all)).toEqual(['s3', 's1', 's10', 's2'])
    expect(by('assignee', ...all)).toEqual(['s3', 's2', 's1', 's10'])
    expect(by('-assignee', ...all)).toEqual(['s10', 's1', 's2', 's3'])
    // One that is being made has no number, and will have the highest.
    expect(by('-created', story(4), story(5, { key: '' }))).toEqual(['s5', 's4'])
  })

  test('of groups puts what is worked on first, and those in none last', () => {
    expect(sortGroups([{ value: 'Done' }, { value: 'Open' }, { value: 'In Progress' }], 'status').map(({ value }) => value)).toEqual(['In Progress', 'Open', 'Done'])
    expect(sortGroups([{ value: null }, { value: 'web' }], 'label').map(({ value }) => value)).toEqual(['web', null])
    expect(groupsOf(story(1, { labels: ['a', 'b'] }), 'label')).toEqual(['a', 'b'])
    expect([groupQuery('label', null), groupQuery('assignee', null)]).toEqual([{ label: '' }, { assignee: 'none' }])
  })
})

describe('the selection', () => {
  const rows = Array.from({ length: 50 }, (_, n) => `s${n}`)
  const list = { idsBetween: (from: number, to: number, most: number) => Promise.resolve(rows.slice(from, to + 1).slice(0, most)) }

  test('is extended from where it began, forth and back', async () => {
    const selection = useSelection(list, 1000)
    selection.toggle('s30', 30)
    selection.toggle('s10', 10)
    await selection.extend(13, 0)
    expect([...selection.ids.value]).toEqual(['s30', 's10', 's11', 's12', 's13'])
    await selection.extend(8, 0)
    expect([...selection.ids.value].sort()).toEqual(['s10', 's30', 's8', 's9'])
    selection.toggle('s9', 9)
    expect(selection.has('s9')).toBe(false)
    selection.clear()
    await selection.extend(2, 1)
    expect([...selection.ids.value]).toEqual(['s1', 's2'])
  })

  test('only the last of two ranges counts, whichever is there first', async () => {
    const answers: (() => void)[] = []
    const slow = { idsBetween: (from: number, to: number) => new Promise<string[]>((done) => answers.push(() => done(rows.slice(from, to + 1)))) }
    const selection = useSelection(slow, 1000)
    const [first, second] = [selection.extend(40, 0), selection.extend(2, 0)]
    answers[1]!()
    await second
    answers[0]!()
    await first
    expect(selection.count.value).toBe(3)
  })
})

test('what is expected of a bulk edit is what the server makes of it, and what it forbids is left to it', () => {
  const one = story(1, { labels: ['web'], taskCounts: { open: 1, inProgress: 0, done: 0 } })
  const after = factsOf(one, { status: 'In Progress', priority: 'High', assigneeId: 'ada', addLabels: ['api', 'web'], removeLabels: [] }).reduce<Story | null>(
    (now, fact) => reduceStory(now, fact, 'TL'), one,
  )
  expect(after).toMatchObject({ status: 'In Progress', priority: 'High', assigneeId: 'ada', labels: ['web', 'api'], version: 2 })
  expect(factsOf(one, { status: 'Done' })).toEqual([])
  expect(factsOf(one, { status: 'Done', completeTasks: true })).toHaveLength(1)
  expect(factsOf(one, { priority: 'None', removeLabels: ['nothing'] })).toEqual([])
})
