import { describe, expect, test } from 'vitest'
import { ListWindow, heldRows, pageRows } from '@/features/stories/window'
import type { PageQuery } from '@/features/stories/window'

/** A list on a server: numbers from high to low, a cursor is the last one seen. */
function server(count: number) {
  let rows = Array.from({ length: count }, (_, n) => count - n)
  const asked: PageQuery[] = []
  let fails = false
  const window = new ListWindow({
    changed: () => {},
    compare: (a, b) => Number(b) - Number(a),
    read: async (query) => {
      asked.push(query)
      await Promise.resolve()
      if (fails) return null
      const { limit, cursor, backward, offset = 0 } = query
      const at = cursor === undefined ? (backward ? rows.length : 0) : rows.findIndex((one) => (backward ? one <= Number(cursor) : one < Number(cursor)))
      const place = at < 0 ? rows.length : at
      const from = backward ? Math.max(0, place - limit) : place + offset
      const page = rows.slice(from, backward ? place : from + limit)
      return {
        ids: page.map(String),
        next: from + page.length < rows.length && page.length > 0 ? String(page.at(-1)) : null,
        previous: from > 0 && page.length > 0 ? String(page[0]) : null,
      }
    },
  })
  return { window, asked, rows: () => rows, set: (next: number[]) => (rows = next), fail: (now: boolean) => (fails = now) }
}

const shown = (window: ListWindow, first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => window.at(first + n))
const told = (rows: number[], first: number, last: number) => rows.slice(first, last + 1).map(String)

async function opened(count: number) {
  const one = server(count)
  await one.window.refresh(0)
  one.window.count(count)
  return one
}

describe('a long list', () => {
  test('is known by its length from the beginning, and held in part', async () => {
    const { window, rows } = await opened(100_000)
    expect(window.total).toBe(100_000)
    expect(shown(window, 0, 40)).toEqual(told(rows(), 0, 40))
    expect(window.at(50_000)).toBe(null)
  })

  test('is followed by its cursors to the end, and what was left is dropped and read again', async () => {
    const { window, rows, asked } = await opened(6000)
    for (let row = 0; row < 6000; row += 100) {
      await window.reach(row, row + 30)
      expect(shown(window, row, Math.min(5999, row + 30))).toEqual(told(rows(), row, row + 30))
      expect(window.ids.length).toBeLessThanOrEqual(heldRows + pageRows)
      expect(window.total).toBe(6000)
    }
    expect(asked.some(({ offset = 0 }) => offset > 0)).toBe(false)
    expect(window.at(0)).toBe(null)
    for (let row = 5969; row > 0; row -= 100) await window.reach(row, row + 30)
    await window.reach(0, 30)
    expect(shown(window, 0, 30)).toEqual(told(rows(), 0, 30))
    expect(window.total).toBe(6000)
  })

  test('is jumped into, and read on from there both ways', async () => {
    const { window, rows, asked } = await opened(100_000)
    await window.reach(70_000, 70_030)
    expect(shown(window, 70_000, 70_030)).toEqual(told(rows(), 70_000, 70_030))
    await window.reach(69_700, 69_730)
    expect(shown(window, 69_700, 69_730)).toEqual(told(rows(), 69_700, 69_730))
    await window.reach(99_970, 99_999)
    expect(shown(window, 99_970, 99_999)).toEqual(told(rows(), 99_970, 99_999))
    // The end is read from the end: to skip a hundred thousand rows would cost the server as much.
    expect(asked.at(-1)).toMatchObject({ backward: true })
    expect(window.total).toBe(100_000)
  })

  test('takes in what comes where it belongs, and counts what comes elsewhere', async () => {
    const { window } = await opened(1000)
    expect(window.insert('1001')).toBe(true)
    expect([window.at(0), window.at(1), window.total]).toEqual(['1001', '1000', 1001])
    await window.reach(600, 630)
    // Beneath what is held it only counts, and its page brings it.
    const total = window.total
    expect(window.after).toBeGreaterThan(0)
    expect(window.insert('0')).toBe(false)
    expect(window.total).toBe(total + 1)
    // One that is held already is where it is.
    expect(window.insert(window.at(600)!)).toBe(false)
    expect(window.fits(window.at(600)!)).toBe(true)
  })

  test('goes down by what goes', async () => {
    const { window } = await opened(300)
    window.remove('299')
    expect([window.at(0), window.at(1), window.total]).toEqual(['300', '298', 299])
    window.remove('nobody')
    expect(window.total).toBe(299)
  })

  test('an answer to what is not asked any more changes nothing', async () => {
    const { window, fail } = await opened(2000)
    fail(true)
    await window.reach(1000, 1030)
    expect(window.at(1000)).toBe(null)
    fail(false)
    await window.reach(1000, 1030)
    expect(window.at(1000)).toBe('1000')
  })

  test('that is shorter than was counted ends where it ends', async () => {
    const { window, set, rows } = await opened(1000)
    set(rows().slice(0, 500))
    await window.reach(180, 210)
    await window.reach(480, 510)
    await window.reach(500, 999)
    expect(window.total).toBeLessThanOrEqual(1000)
    await window.refresh(0)
    window.count(500)
    expect(window.total).toBe(500)
  })
})
