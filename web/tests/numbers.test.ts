import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { micros } from '@/live/instants'
import { seriesNames } from '@/live/protocol'
import type { Bucket } from '@/live/protocol'
import { Ring } from '@/live/ring'
import { timeTicks, valueTicks } from '@/ui/axis'
import { age, countdown, hours, readDuration } from '@/ui/format'

const bucket = (start: number, created: number, open: number): Bucket => [
  start,
  seriesNames.map((name) => (name === 'stories.created' ? created : name === 'stories.open' ? open : 0)),
]
const summary = { producedPerSecond: 0, completedPerSecond: 0, open: 0, inProgress: 0, done: 0 }

describe('a ring of buckets', () => {
  test('sums flows, carries levels on, and takes a bucket’s newest value', () => {
    const ring = new Ring(1, 100)
    ring.take({ snapshot: { from: 10, to: 15 }, buckets: [bucket(10, 1, 5), bucket(11, 2, 7)], summary })
    ring.take({ snapshot: null, buckets: [bucket(12, 3, 9)], summary })
    ring.take({ snapshot: null, buckets: [bucket(12, 4, 8)], summary })
    expect(ring.sum('stories.created', 10, 14)).toBe(7)
    expect(ring.sum('stories.created', 11, 12)).toBe(2)
    expect(ring.level('stories.open', 14)).toBe(8)
    expect(ring.level('stories.open', 9)).toBeNull()
  })

  test('says when something between is not known, and keeps what joins', () => {
    const ring = new Ring(1, 100)
    expect(ring.take({ snapshot: { from: 10, to: 15 }, buckets: [bucket(12, 3, 0)], summary })).toBe(true)
    expect(ring.take({ snapshot: { from: 13, to: 18 }, buckets: [bucket(16, 1, 0)], summary })).toBe(false)
    expect(ring.sum('stories.created', 10, 18)).toBe(4)
    expect(ring.take({ snapshot: { from: 50, to: 55 }, buckets: [bucket(52, 1, 0)], summary })).toBe(true)
    expect(ring.covers(13)).toBe(false)
    ring.fill([bucket(20, 5, 0), bucket(52, 99, 0)], 20)
    expect(ring.sum('stories.created', 20, 60)).toBe(6)
  })

  test('forgets what is too old', () => {
    const ring = new Ring(1, 10)
    for (let second = 0; second < 100; second++) ring.set(bucket(second, 1, 0))
    ring.take({ snapshot: null, buckets: [], summary })
    expect(ring.covers(50)).toBe(false)
    expect(ring.sum('stories.created', 90, 100)).toBe(10)
  })
})

describe('an axis', () => {
  test('has at most five round values that hold the highest', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (highest) => {
        const ticks = valueTicks(highest)
        expect(ticks.length).toBeLessThanOrEqual(5)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(highest * 0.998)
      }),
    )
  })

  test('has round times, no more than asked for', () => {
    expect(timeTicks(1000, 1900, 8).every((at) => at % 120 === 0)).toBe(true)
    expect(timeTicks(1000, 1900, 8).length).toBeLessThanOrEqual(8)
  })
})

test('instants are compared by their microseconds', () => {
  expect(micros('2026-01-31T12:00:00Z')).toBe(Date.UTC(2026, 0, 31, 12) * 1000)
  expect(micros('2026-01-31T12:00:00.5Z') - micros('2026-01-31T12:00:00.499999Z')).toBe(1)
})

test('lengths of time are written and read as people do', () => {
  expect(hours(6120)).toBe('1:42')
  expect(age(7500)).toBe('2 h')
  expect(countdown(252)).toBe('04:12')
  for (const [text, seconds] of [['1:42', 6120], ['1 h 42 min', 6120], ['1.5h', 5400], ['90 min', 5400], ['2', 7200], ['1d', 28_800], ['', 0]] as const) {
    expect(readDuration(text), text).toBe(seconds)
  }
  expect(readDuration('soon')).toBeNull()
})
