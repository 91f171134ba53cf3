import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Story } from '@/api/types'
import { lay, lineOf, step, targetAt } from '@/features/board/layout'
import { BoardModel, changeFor, none, ordered, valueOf } from '@/features/board/model'
import { between, placeOf } from '@/live/rank'

function story(number: number, more: Partial<Story> = {}): Story {
  return {
    id: `id-${number}`, projectId: 'p', key: `TL-${number}`, externalKey: null, title: `Story ${number}`, description: '', status: 'Open', priority: 'None',
    labels: [], assigneeId: null, tasks: [], taskCounts: { open: 0, inProgress: 0, done: 0 }, rank: null, version: 1, createdAt: '2026-01-31T12:00:00Z',
    updatedAt: '2026-01-31T12:00:00Z', ...more,
  }
}

describe('a place', () => {
  test('is that of its number until somebody gives it another: the newest first', () => {
    expect(placeOf(story(1))).toBe('2147483646')
    expect(placeOf(story(12)) < placeOf(story(9))).toBe(true)
    expect(placeOf({ key: '', rank: null }) < placeOf(story(2_147_483_647))).toBe(true)
  })

  test('lies between any two, however often', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 120 }), (wheres) => {
        const places = [placeOf(story(3)), placeOf(story(2)), placeOf(story(1))]
        for (const where of wheres) {
          const at = where % (places.length + 1)
          places.splice(at, 0, between(places[at - 1] ?? null, places[at] ?? null))
        }
        expect(places).toEqual([...places].sort((a, b) => (a < b ? -1 : 1)))
        expect(new Set(places).size).toBe(places.length)
        for (const place of places) expect(place).toMatch(/^\d{10}([0-9a-z]*[1-9a-z])?$/)
      }),
    )
  })
})

const status = fc.constantFrom<Story['status']>('Open', 'In Progress', 'Done')
const labels = fc.subarray(['api', 'web', 'docs'])
const some = fc.record({ number: fc.integer({ min: 1, max: 25 }), status, labels, moved: fc.boolean(), gone: fc.boolean() })

test('cards that come, go and move one by one stand as if all were sorted at once', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 60 }), (steps) => {
      const [model, all] = [new BoardModel('status', 'label'), new Map<string, Story>()]
      for (const { number, moved, gone, ...more } of steps) {
        const one = story(number, { ...more, rank: moved ? between(placeOf(story(number + 1)), placeOf(story(number))) : null })
        if (gone) {
          all.delete(one.id)
          model.remove(one.id)
        } else {
          all.set(one.id, one)
          model.put(one)
        }
      }
      const whole = new BoardModel('status', 'label')
      whole.fill(all.values())
      expect(model.size).toBe(all.size)
      for (const column of ['Open', 'In Progress', 'Done'])
        for (const lane of ['api', 'web', 'docs', none]) expect(model.cards(lane, column)).toEqual(whole.cards(lane, column))
      expect([...model.laneSizes()].filter(([, size]) => size > 0).sort()).toEqual([...whole.laneSizes()].sort())
    }),
  )
})

test('a card that is dropped into a cell stands in it', () => {
  fc.assert(
    fc.property(labels, status, fc.constantFrom('api', 'web', none), (has, column, lane) => {
      const one = story(1, { labels: has })
      const after = { ...one, ...changeFor(one, 'status', column), ...changeFor(one, 'label', lane) } as Story
      expect([valueOf(after, 'status'), valueOf(after, 'label')]).toEqual([column, lane === none && has.length > 1 ? has[1] : lane])
      // The labels that its lane is not by stay.
      for (const label of has.slice(1)) expect(after.labels).toContain(label)
    }),
  )
  expect(changeFor(story(1), 'assignee', none)).toEqual({})
  expect(changeFor(story(1, { assigneeId: 'you' }), 'assignee', none)).toEqual({ assigneeId: null })
})

describe('the plane', () => {
  const model = new BoardModel('status', 'label')
  model.fill([story(5), story(4), story(3, { labels: ['web'] }), story(2, { status: 'Done' }), story(1, { status: 'Done', labels: ['web'] })])
  const columns = ordered('status', [], String)
  const lanes = ordered('label', model.laneSizes().keys(), String)
  const room = { width: 1200, height: 800, narrow: false }
  const plane = lay(model, columns, lanes, new Set(), room, (id) => (id === 'id-5' ? 2 : 1))

  test('has each card below the one before, and each lane as high as its longest cell', () => {
    expect(lanes).toEqual([none, 'web'])
    const [five, four] = plane.boxes(none, 'Open')
    expect([five!.id, four!.id]).toEqual(['id-5', 'id-4'])
    expect(four!.y).toBe(five!.y + five!.height + 8)
    expect(plane.lanes[1]!.y).toBe(plane.lanes[0]!.y + plane.lanes[0]!.height)
    expect(plane.boxes('web', 'Open')[0]!.y).toBeGreaterThan(four!.y + four!.height)
  })

  test('knows the place under a pointer, above and below the middle of a card', () => {
    const [, four] = plane.boxes(none, 'Open')
    expect(targetAt(plane, four!.x + 5, four!.y + 5, '')).toEqual({ lane: none, column: 'Open', index: 1 })
    expect(targetAt(plane, four!.x + 5, four!.y + four!.height - 5, '')).toEqual({ lane: none, column: 'Open', index: 2 })
    // A card that is carried is not in its own way.
    expect(targetAt(plane, four!.x + 5, four!.y + 5, 'id-5')).toEqual({ lane: none, column: 'Open', index: 0 })
    expect(targetAt(plane, 99_999, 99_999, '')).toEqual({ lane: 'web', column: 'Done', index: 1 })
    expect(lineOf(plane, { lane: none, column: 'Open', index: 1 }, '').y).toBe(four!.y - 5)
  })

  test('is walked by arrows from cell to cell, and ends at its edges', () => {
    const walk = (keys: string[]) => keys.reduce((target, key) => step(plane, target, key, 'id-5'), { lane: none, column: 'Open', index: 0 })
    expect(walk(['ArrowDown'])).toEqual({ lane: none, column: 'Open', index: 1 })
    expect(walk(['ArrowDown', 'ArrowDown'])).toEqual({ lane: 'web', column: 'Open', index: 0 })
    expect(walk(['ArrowDown', 'ArrowRight'])).toEqual({ lane: none, column: 'In Progress', index: 0 })
    expect(walk(['ArrowUp'])).toEqual({ lane: none, column: 'Open', index: 0 })
    expect(walk(['ArrowLeft'])).toEqual({ lane: none, column: 'Open', index: 0 })
    expect(walk(['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown'])).toEqual({ lane: none, column: 'Done', index: 1 })
  })

  test('lays a folded lane flat, and gives a phone a column a page', () => {
    expect(lay(model, columns, lanes, new Set([none]), room, () => 1).boxes(none, 'Open')).toEqual([])
    const phone = lay(model, columns, lanes, new Set(), { width: 360, height: 700, narrow: true }, () => 1)
    expect([phone.gutter, phone.columnWidth, phone.width]).toEqual([0, 320, 960])
  })

  test('with 4,000 cards is laid in a few milliseconds', () => {
    const many = new BoardModel('status', 'none')
    many.fill(Array.from({ length: 4000 }, (_, i) => story(i + 1, { status: (['Open', 'In Progress', 'Done'] as const)[i % 3]! })))
    const start = performance.now()
    for (let i = 0; i < 10; i++) lay(many, columns, [''], new Set(), room, () => 1)
    // No timed test: a tenfold of what it takes, so that only another order of growth fails.
    expect((performance.now() - start) / 10).toBeLessThan(100)
  })
})
