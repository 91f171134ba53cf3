import { describe, expect, test } from 'vitest'
import { fromAnswer, growth, moveTo, take, total } from '@/features/explore/buckets'
import type { Shown } from '@/features/explore/buckets'
import { tickIndexes } from '@/features/explore/chart'
import { stacks } from '@/features/explore/columns'
import type { Drawn } from '@/features/explore/columns'
import { csv } from '@/features/explore/exporting/csv'
import { sheetOf } from '@/features/explore/exporting/sheet'
import { columnName, sheetXml, xlsx } from '@/features/explore/exporting/xlsx'
import { crc32 } from '@/features/explore/exporting/zip'
import { isMajor, oddity, rowName, weekOf } from '@/features/explore/labels'
import { readQuery, whyStill, writeQuery } from '@/features/explore/query'
import { dayIn, findZones, momentIn, zones } from '@/features/explore/zones'

const at = (text: string): number => Date.parse(text) / 1000
const day = 86_400

const shown = (part: Partial<Shown> = {}): Shown => ({
  position: 7, resolution: 'day', zone: 'Europe/Stockholm',
  columns: [{ name: 'stories.created', isTime: false, isLevel: false }, { name: 'stories.open', isTime: false, isLevel: true }],
  buckets: [{ start: at('2026-10-23T22:00:00Z'), values: [3, 5] }, { start: at('2026-10-24T22:00:00Z'), values: [4, 9] }],
  to: at('2026-10-25T23:00:00Z'), previous: [{ start: at('2026-10-21T22:00:00Z'), values: [1, 1] }, { start: at('2026-10-22T22:00:00Z'), values: [2, 2] }],
  ...part,
})
const frame = (start: string, counts: number[], sums: number[]) => ({ position: 8, buckets: [{ start, counts, sums }] })

describe('buckets', () => {
  test('an answer is read by kind: counts of flows, sums of levels and of time', () => {
    const answer = fromAnswer({
      position: 3, resolution: 'day', zone: 'UTC', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z',
      series: [{ name: 'stories.created', unit: 'stories', kind: 'flow' }, { name: 'stories.open', unit: 'stories', kind: 'level' }, { name: 'time.seconds', unit: 'seconds', kind: 'flow' }],
      buckets: [{ start: '2026-01-01T00:00:00Z', counts: [2, 0, 9], sums: [0, 5, 3600] }],
    })
    expect(answer.buckets).toEqual([{ start: at('2026-01-01T00:00:00Z'), values: [2, 5, 3600] }])
  })

  test('a frame changes the buckets that it names, and nothing else', () => {
    const next = take(shown(), frame('2026-10-23T22:00:00Z', [8, 0], [0, 6]))!
    expect(next.buckets.map(({ values }) => values)).toEqual([[8, 6], [4, 9]])
    expect(next.position).toBe(8)
    expect(next.previous).not.toBeNull()
  })

  test('at midnight the day that begins comes in: a flow begins anew, a level goes on, and the first day becomes part of what was before', () => {
    const next = take(shown(), frame('2026-10-25T23:00:00Z', [0, 0], [0, 9]))!
    expect(next.buckets).toEqual([{ start: at('2026-10-24T22:00:00Z'), values: [4, 9] }, { start: at('2026-10-25T23:00:00Z'), values: [0, 9] }])
    expect(next.previous!.map(({ start }) => start)).toEqual([at('2026-10-22T22:00:00Z'), at('2026-10-23T22:00:00Z')])
    expect(next.to).toBeNull()
  })

  test('seconds move on with the clock, without being told', () => {
    const seconds = shown({ resolution: 'second', buckets: [{ start: 100, values: [1, 5] }, { start: 101, values: [2, 6] }], to: 102, previous: null })
    expect(moveTo(seconds, 103).buckets).toEqual([{ start: 102, values: [0, 6] }, { start: 103, values: [0, 6] }])
    expect(moveTo(seconds, 1000).buckets.map(({ start }) => start)).toEqual([999, 1000])
    expect(moveTo(seconds, 101)).toBe(seconds)
  })

  test('a snapshot takes the place of all, and keeps what came before where it still does', () => {
    const snapshot = {
      ...frame('2026-10-24T22:00:00Z', [1, 0], [0, 1]), snapshot: true as const, resolution: 'day', zone: 'Europe/Stockholm', from: '2026-10-23T22:00:00Z', to: '2026-10-25T23:00:00Z',
      series: [{ name: 'stories.created', unit: 'stories', kind: 'flow' }],
    }
    expect(take(shown(), snapshot)!.previous).not.toBeNull()
    expect(take(shown(), { ...snapshot, from: '2026-10-24T22:00:00Z' })!.previous).toBeNull()
    expect(take(null, frame('2026-10-24T22:00:00Z', [1, 0], [0, 1]))).toBeNull()
  })

  test('totals add flows up and take the last of levels; nothing grows from nothing', () => {
    expect(shown().columns.map((column, i) => total(shown().buckets, column, i))).toEqual([7, 9])
    expect(growth(3, 2)).toBe(0.5)
    expect(growth(3, 0)).toBeNull()
    expect(growth(3, undefined)).toBeNull()
  })
})

describe('the address', () => {
  const own = 'Europe/Stockholm'

  test('says all that is chosen, and reads it back', () => {
    const query = {
      ...readQuery({}, own), series: ['tasks.open' as const], resolution: 'hour' as const, zone: 'Asia/Kathmandu', range: null, from: '2026-10-01', to: '2026-10-28', split: 'project' as const,
      compares: true, view: 'stacked' as const, face: 'table' as const, everywhere: true, paused: true,
    }
    expect(readQuery(writeQuery(query, own) as Record<string, string>, own)).toEqual(query)
  })

  test('what is wrong in it is as usual', () => {
    expect(readQuery({ series: 'x', resolution: 'decade', zone: 'Mars/Base', range: '3w', from: 'a', to: 'b', split: 'colour', view: 'pie', show: 'all' }, own)).toEqual(readQuery({}, own))
    expect(readQuery({ series: 'stories.created,stories.created,a,tasks.open,tasks.done,items.held,time.seconds' }, own).series).toEqual(['stories.created', 'tasks.open', 'tasks.done', 'items.held'])
  })

  test('more buckets than are followed stand still, and so does what has ended', () => {
    const query = readQuery({}, own)
    expect(whyStill(query)).toBeNull()
    expect(whyStill({ ...query, range: '1d', resolution: 'minute' })).toBe('many')
    expect(whyStill({ ...query, range: null })).toBe('ended')
  })
})

describe('zones', () => {
  test('are found by any part of their names', () => {
    expect(zones).toContain('UTC')
    expect(findZones('stockh')[0]).toBe('Europe/Stockholm')
    expect(findZones('new york')[0]).toBe('America/New_York')
    expect(findZones('atlantis')).toEqual([])
  })

  test('say when their clocks show a day', () => {
    expect(momentIn('Europe/Stockholm', '2026-10-25')).toBe(Date.parse('2026-10-24T22:00:00Z'))
    expect(momentIn('Europe/Stockholm', '2026-10-26')).toBe(Date.parse('2026-10-25T23:00:00Z'))
    expect(momentIn('Asia/Kathmandu', '2026-01-01T06:30')).toBe(Date.parse('2026-01-01T00:45:00Z'))
    expect(dayIn('Pacific/Auckland', Date.parse('2026-01-01T12:00:00Z'))).toBe('2026-01-02')
  })
})

describe('names', () => {
  test('of buckets are those of the zone, and odd days say so', () => {
    expect(rowName(at('2026-10-24T22:00:00Z'), 'day', 'Europe/Stockholm').join(' ')).toMatch(/^Sun (25 Oct|Oct 25)/)
    expect(rowName(at('2026-10-18T22:00:00Z'), 'week', 'Europe/Stockholm')[0]).toBe('Week 43')
    expect(rowName(at('2026-09-30T22:00:00Z'), 'quarter', 'Europe/Stockholm')[1]).toBe('Q4 2026')
    expect(oddity(shown(), 0)).toBeNull()
    expect(oddity(shown(), 1)).toBe('25 hours: clocks go back')
  })

  test('weeks are those of ISO 8601', () => {
    expect([weekOf({ year: 2027, month: 1, day: 3 }), weekOf({ year: 2026, month: 12, day: 31 }), weekOf({ year: 2026, month: 1, day: 1 }), weekOf({ year: 2024, month: 12, day: 30 })]).toEqual([53, 53, 1, 1])
  })

  test('ticks stand on Mondays, as many as there is room for', () => {
    const start = at('2026-10-31T00:00:00Z')
    const major = (i: number): boolean => isMajor(start + i * day, 'day', 'UTC')
    expect(tickIndexes(28, 8, major)).toEqual([2, 9, 16, 23])
    expect(tickIndexes(28, 2, major)).toEqual([2, 16])
    expect(tickIndexes(5, 5, () => false)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('files', () => {
  const column = { name: 'time.seconds', isTime: true, isLevel: false }
  const drawn: Drawn[] = [
    { label: '=Created, "all"', color: 'c1', column: shown().columns[0]!, values: [3, 4], before: [1, 2] },
    { label: 'Time', color: 'c2', column, values: [3600, 60], before: null },
  ]

  test('CSV quotes what has to be, and no name is a formula', () => {
    const lines = csv(sheetOf(shown(), drawn)).slice(1).split('\r\n')
    expect(lines[0]).toBe('UTC,Day (Europe/Stockholm),"\'=Created, ""all""","\'=Created, ""all"", the period before",Time')
    expect(lines[2]).toBe('2026-10-24T22:00:00Z,2026-10-25 00:00:00,4,2,60')
    expect(lines).toHaveLength(4)
  })

  test('a workbook has numbers as numbers and moments as moments', () => {
    const xml = sheetXml(sheetOf(shown(), drawn))
    expect(xml).toContain('<t xml:space="preserve">=Created, &#34;all&#34;</t>')
    expect(xml).toContain('<c r="B3" s="2"><v>46320</v></c><c r="C3"><v>4</v></c>')
    expect(xml).toContain(`<c r="E2" s="3"><v>${3600 / 86_400}</v></c>`)
    const open: string[] = []
    for (const [, end, name, empty] of xml.slice(xml.indexOf('<worksheet')).matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name)
      else if (!empty) open.push(name!)
    }
    expect(open).toEqual([])
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })

  test('its archive is one: marks, sums and places as they have to be', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
    const bytes = Uint8Array.from(xlsx(sheetOf(shown(), drawn), 'A / name').flatMap((part) => [...part]))
    const view = new DataView(bytes.buffer)
    const end = bytes.length - 22
    expect(view.getUint32(end, true)).toBe(0x06054b50)
    expect(view.getUint16(end + 10, true)).toBe(6)
    let entry = view.getUint32(end + 16, true)
    for (let i = 0; i < 6; i++) {
      expect(view.getUint32(entry, true)).toBe(0x02014b50)
      const [size, nameLength, head] = [view.getUint32(entry + 24, true), view.getUint16(entry + 28, true), view.getUint32(entry + 42, true)]
      expect(view.getUint32(head, true)).toBe(0x04034b50)
      const body = bytes.slice(head + 30 + nameLength, head + 30 + nameLength + size)
      expect(crc32(body)).toBe(view.getUint32(entry + 16, true))
      expect(new TextDecoder().decode(body)).toMatch(/^<\?xml/)
      entry += 46 + nameLength
    }
    expect(entry).toBe(end)
  })

  test('bars on each other begin where those below end', () => {
    expect(stacks(drawn)).toEqual([[3, 4], [4, 4 + 60 / 3600]])
  })
})
