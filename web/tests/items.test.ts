import { describe, expect, test } from 'vitest'
import { Failure } from '@/api/failure'
import type { Item, Problem, Transfer } from '@/api/types'
import { isNarrowed, paramsOf, readFilter, writeFilter } from '@/features/items/filter'
import { linesOf } from '@/features/items/lines'
import { forField, readMoment } from '@/features/items/moments'
import { readAnswers, readLabels } from '@/features/items/recording'
import { concernsItems, itemOf, reduceItem } from '@/features/items/reducer'
import { useChosen } from '@/features/items/selection'
import { entriesOf, span, stripOf, ticksOf } from '@/features/items/timeline'
import type { Fact } from '@/live/facts'

const item = (more: Partial<Item> = {}): Item => ({
  id: 'i1', projectId: 'p', baseItemId: 'k', description: 'A laptop', label: 'SN-1', createdAt: '2026-01-01T00:00:00Z', ownerId: 'ada', since: '2026-02-01T00:00:00Z',
  awaitingId: null, awaitingOwnerId: null, version: 1, ...more,
})
const fact = (type: Fact['type'], data: object, more: Partial<Fact> = {}): Fact => ({ type, data, subjectId: 'i1', projectId: 'p', at: '2026-03-01T00:00:00Z', position: 7, ...more }) as Fact

describe('an item', () => {
  test('goes to whoever it was handed to, from the moment that was stated', () => {
    const handed = reduceItem(item(), fact('item.transferred', { transferId: 't', ownerId: 'ben', isStated: true }, { effectiveAt: '2026-02-15T00:00:00Z' }))
    expect(handed).toMatchObject({ ownerId: 'ben', since: '2026-02-15T00:00:00Z' })
    expect(reduceItem(item({ ownerId: null, since: null }), fact('item.transferred', { transferId: 't', ownerId: 'ben' }))).toMatchObject({ ownerId: 'ben', since: '2026-03-01T00:00:00Z' })
  })

  test('stays where it is when an earlier transfer is recorded late', () => {
    const before = item()
    expect(reduceItem(before, fact('item.transferred', { transferId: 't', ownerId: 'ben', isStated: true }, { effectiveAt: '2026-01-15T00:00:00Z' }))).toBe(before)
  })

  test('waits for its receiver, and goes to them when they accept', () => {
    const waiting = reduceItem(item(), fact('item.transferred', { transferId: 't', ownerId: 'ben', awaits: true }))!
    expect(waiting).toMatchObject({ ownerId: 'ada', awaitingId: 't', awaitingOwnerId: 'ben' })
    expect(reduceItem(waiting, fact('transfer.accepted', { itemId: 'i1' }, { subjectId: 't' }))).toMatchObject({ ownerId: 'ben', since: '2026-03-01T00:00:00Z', awaitingId: null, awaitingOwnerId: null })
    for (const type of ['transfer.refused', 'transfer.recalled'] as const)
      expect(reduceItem(waiting, fact(type, { itemId: 'i1' }, { subjectId: 't' }))).toMatchObject({ ownerId: 'ada', awaitingId: null, awaitingOwnerId: null })
  })

  test('has to be asked for when a fact does not tell enough', () => {
    expect(reduceItem(item(), fact('transfer.accepted', { itemId: 'i1' }, { subjectId: 'unseen' }))).toBeNull()
    expect(reduceItem(item(), fact('transfer.corrected', { itemId: 'i1' }, { subjectId: 't' }))).toBeNull()
  })

  test('has the label and the kind that were given last', () => {
    expect(reduceItem(item(), fact('item.edited', { label: { old: 'SN-1', new: null }, version: { old: 1, new: 2 } }))).toMatchObject({ label: null, version: 2 })
    expect(reduceItem(item(), fact('baseItem.edited', { description: { old: 'A laptop', new: 'A tablet' }, version: { old: 1, new: 2 } }, { subjectId: 'k' }))).toMatchObject({ description: 'A tablet' })
    const other = item()
    expect(reduceItem(other, fact('baseItem.edited', { description: { old: 'x', new: 'y' }, version: { old: 1, new: 2 } }, { subjectId: 'another' }))).toBe(other)
  })

  test('is named by the facts that are about it', () => {
    expect([itemOf(fact('item.created', {})), itemOf(fact('transfer.accepted', { itemId: 'i9' }, { subjectId: 't' })), itemOf(fact('baseItem.edited', {}))]).toEqual(['i1', 'i9', null])
    expect([concernsItems({ type: 'transfer.recalled' }), concernsItems({ type: 'task.claimed' })]).toEqual([true, false])
  })
})

const transfer = (id: string, at: string, until: string | null, more: Partial<Transfer> = {}): Transfer => ({
  id, projectId: 'p', itemId: 'i1', giverId: null, ownerId: 'ada', at, until, held: null, status: 'Accepted', recordedBy: 'ada', recordedAt: at, settledAt: null, corrects: null, correctedBy: null,
  reason: null, ...more,
})
const now = Date.parse('2026-01-21T00:00:00Z')

describe('the chain', () => {
  const chain = [
    transfer('void', '2026-01-18T00:00:00Z', null, { status: 'Corrected', settledAt: '2026-01-19T00:00:00Z' }),
    transfer('now', '2026-01-16T00:00:00Z', null),
    transfer('offer', '2026-01-14T00:00:00Z', null, { status: 'Awaiting' }),
    transfer('right', '2026-01-11T00:00:00Z', '2026-01-16T00:00:00Z', { corrects: 'wrong', recordedAt: '2026-01-19T00:00:00Z' }),
    transfer('wrong', '2026-01-10T00:00:00Z', null, { status: 'Corrected', correctedBy: 'right' }),
    transfer('no', '2026-01-05T00:00:00Z', null, { status: 'Refused', reason: 'It is broken' }),
    transfer('first', '2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z', { recordedAt: '2026-01-01T00:04:00Z' }),
  ]

  test('is drawn with what waits first, and what was corrected within what stands in its place', () => {
    const entries = entriesOf(chain, now)
    expect(entries.map(({ transfer: { id }, kind }) => [id, kind])).toEqual([['offer', 'waiting'], ['void', 'taken'], ['now', 'holds'], ['right', 'held'], ['no', 'refused'], ['first', 'held']])
    expect(entries.map(({ wrong }) => wrong?.id ?? null)).toEqual([null, null, null, 'wrong', null, null])
    expect(entries.map(({ held }) => (held === null ? null : held / 86_400))).toEqual([null, null, 5, 5, null, 10])
    expect(entries.map(({ share }) => share)).toEqual([0, 0, 0.5, 0.5, 0, 1])
    // What was written down minutes after its moment was not recorded later.
    expect(entries.filter(({ isLate }) => isLate).map(({ transfer: { id } }) => id)).toEqual(['right'])
  })

  test('of which a page is missing still shows what was corrected', () => {
    expect(entriesOf(chain.filter(({ id }) => id !== 'right'), now).map(({ transfer: { id } }) => id)).toContain('wrong')
  })

  test('is a strip to scale, with the time before anybody held it', () => {
    const strip = stripOf(chain, '2025-12-22T00:00:00Z', now)
    expect(strip.map(({ key, share, isNow }) => [key, Math.round(share * 30), isNow])).toEqual([['nobody', 10, false], ['first', 10, false], ['right', 5, false], ['now', 5, true]])
    expect(ticksOf(strip, 3).map((at) => new Date(at).toISOString().slice(0, 10))).toEqual(['2025-12-22', '2026-01-01', '2026-01-11'])
    expect(stripOf([], '2026-01-20T00:00:00Z', now).map(({ ownerId, isNow }) => [ownerId, isNow])).toEqual([[null, true]])
  })

  test('says lengths in two units at most', () => {
    expect([span(59), span(4 * 3600 + 600), span(11 * 86_400 + 7 * 3600), span(2 * 86_400), span(400 * 86_400)]).toEqual(['59 s', '4 h 10 min', '11 d 7 h', '2 d', '400 d'])
  })
})

describe('what is typed', () => {
  test('is a moment up to now, or none', () => {
    const at = new Date(2026, 0, 20, 12, 30).getTime()
    expect(readMoment('', at)).toBeNull()
    expect(readMoment(forField(at), at + 30_000)).toBe(new Date(at).toISOString())
    // The minute that runs counts as now.
    expect(readMoment(forField(at + 60_000), at + 30_000)).toBe(new Date(at + 30_000).toISOString())
    expect([readMoment(forField(at + 3_600_000), at), readMoment('1899-12-31T12:00', at), readMoment('soon', at)]).toEqual([undefined, undefined, undefined])
  })

  test('is a label on each line', () => {
    expect(readLabels(' SN-1 \n\n SN-2\r\n')).toEqual(['SN-1', 'SN-2'])
    const answers = '{"line":1,"status":201,"id":"a"}\n{"line":2,"status":400,"detail":"The input breaks a rule.","errors":{"label":["It is too long."]}}\n{"line":3,"status":503,"detail":"Later."}\n'
    expect(readAnswers(answers, ['SN-1', 'SN-2', 'SN-3'])).toEqual({ made: 1, refused: [{ label: 'SN-2', why: 'It is too long.' }, { label: 'SN-3', why: 'Later.' }] })
  })

  test('narrows the list by the address', () => {
    const filter = { text: 'sn', kind: 'k', holder: 'none', waiting: true }
    expect(readFilter(writeFilter(filter) as Record<string, string>)).toEqual(filter)
    expect(writeFilter({ text: '', kind: '', holder: '', waiting: false })).toEqual({})
    expect(paramsOf({ text: ' ', kind: '', holder: 'x', waiting: false })).toEqual({ text: undefined, baseItemId: undefined, owner: 'x', awaiting: undefined })
    expect([isNarrowed(readFilter({})), isNarrowed(readFilter({ text: ['a'] })), isNarrowed(readFilter({ holder: 'x' }))]).toEqual([false, false, true])
  })
})

describe('a hand-over that is refused', () => {
  const failure = (type: string, detail: string, errors?: Record<string, string[]>): Failure =>
    new Failure(new Response(null, { status: 400 }), { type: `urn:throughline:problem:${type}`, title: '', status: 400, detail, errors } as unknown as Problem)

  test('names the items, by their place or in its sentence', () => {
    expect([...linesOf(failure('invalid-input', 'x', { 'itemIds[1]': ['There is no such item.'], ownerId: ['No.'] }), ['a', 'b'])]).toEqual([['b', 'There is no such item.']])
    expect([...linesOf(failure('transfer-awaits', 'The item a1 was handed over.'), ['a1', 'b2'])].map(([id]) => id)).toEqual(['a1'])
    expect(linesOf(failure('forbidden', 'No.'), ['a']).size).toBe(0)
  })
})

test('items are chosen one by one and from one to another, and not too many', () => {
  let refused = 0
  const rows = ['a', 'b', 'c', 'd'].map((id) => item({ id }))
  const chosen = useChosen(3, () => refused++)
  chosen.toggle(rows[0]!, 0)
  chosen.extend(rows, 2, 0)
  expect(chosen.items.value.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  chosen.toggle(rows[3]!, 3)
  expect([chosen.count.value, refused]).toEqual([3, 1])
  chosen.toggle(rows[1]!, 1)
  expect([chosen.has('b'), chosen.count.value]).toEqual([false, 2])
  chosen.all(rows)
  expect(refused).toBe(2)
  chosen.clear()
  expect(chosen.count.value).toBe(0)
})
