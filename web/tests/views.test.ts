import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import type { View, ViewState } from '@/api/types'
import { isSame, isUsual, linkedView, queryOf, stateOf } from '@/features/views/state'
import { viewed } from '@/live/viewed'

const everything: ViewState = { page: 'Stories', filter: '', sort: null, group: null, columns: null, lanes: null }
const view = (id: string, filter: string): View => ({
  id, projectId: 'p', isShared: false, name: id, version: 1, createdAt: '2026-01-31T12:00:00Z', updatedAt: '2026-01-31T12:00:00Z', state: { ...everything, filter },
})

describe('what a view shows', () => {
  test('stands in the address of its page, and what is as usual does not', () => {
    const list = stateOf('Stories', { filter: ' status:open ', sort: '-updated', group: 'label', columns: 'priority', view: 'x' })
    expect(list).toEqual({ ...everything, filter: 'status:open', sort: '-updated', group: 'label' })
    expect(queryOf(list)).toEqual({ filter: 'status:open', sort: '-updated', group: 'label' })
    const board = stateOf('Board', { filter: 'status:open', columns: 'status', lanes: 'label', sort: 'title' })
    expect(queryOf(board)).toEqual({ filter: 'status:open', lanes: 'label' })
    expect(isUsual(stateOf('Stories', { sort: '-created', view: 'x' }))).toBe(true)
    expect(isUsual(stateOf('Board', { columns: 'assignee' }))).toBe(false)
    for (const state of [list, board, everything]) expect(stateOf(state.page, queryOf(state) as Record<string, string>)).toEqual(state)
  })

  test('is the same however its filter was typed, and another one in another order', () => {
    const printed = (filter: string): string => filter.toLowerCase()
    expect(isSame({ ...everything, filter: 'STATUS:open' }, { ...everything, filter: 'status:open' }, printed)).toBe(true)
    expect(isSame({ ...everything, sort: 'title' }, everything, printed)).toBe(false)
    expect(isSame(everything, { ...everything, page: 'Board' }, printed)).toBe(false)
  })

  test('is named in the address as long as that says anything', () => {
    expect(viewed({ view: 'x' }, { filter: 'a' })).toEqual({ filter: 'a', view: 'x' })
    expect(viewed({ view: 'x' }, { filter: undefined })).toEqual({ filter: undefined })
    expect(viewed({ view: 'x' }, {})).toEqual({})
    expect(viewed({}, { filter: 'a' })).toEqual({ filter: 'a' })
  })

  test('is asked for by an address that names a view and nothing else', () => {
    expect(linkedView({ view: 'x' })).toBe('x')
    expect(linkedView({ view: 'x', filter: 'a' })).toBe(null)
    expect(linkedView({ view: 'x', lanes: 'label' })).toBe(null)
    expect(linkedView({ filter: 'a' })).toBe(null)
    expect(linkedView({ view: ['x', 'y'] })).toBe(null)
  })
})

describe('how many stories views show', () => {
  const requests: string[][] = []
  const page = { hidden: false, seen: [] as (() => void)[] }
  type Tell = (facts: readonly { type: string }[]) => void
  let tell: Tell = () => {}
  const live = { project: { id: 'p' }, onFacts: (told: Tell) => ((tell = told), () => {}), onBegun: () => () => {} }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.resetModules()
    requests.length = 0
    page.hidden = false
    vi.stubGlobal('window', globalThis)
    vi.stubGlobal('document', {
      get hidden() {
        return page.hidden
      },
      addEventListener: (_: string, listener: () => void) => page.seen.push(listener),
      removeEventListener: () => {},
    })
    vi.doMock('@/live/store', () => ({ useLive: () => live }))
    vi.doMock('@/live/filters', () => ({ zone: () => 'UTC' }))
    vi.doMock('@/api/client', () => ({
      http: { GET: (_: string, { params }: { params: { query: { filter: string[] } } }) => (requests.push(params.query.filter), params.query.filter) },
      answer: async (filters: string[]) => ({ data: { counts: filters.map((filter) => ({ count: filter.length, isExact: true })) } }),
    }))
  })
  afterEach(() => vi.useRealTimers())

  test('is asked in one request for all of them, each filter once, and not more than the server takes', async () => {
    const { filtersOf } = await import('@/features/views/counts')
    expect(filtersOf([view('a', 'x'), view('b', 'y'), view('c', 'x')])).toEqual(['x', 'y'])
    expect(filtersOf(Array.from({ length: 80 }, (_, n) => view(`v${n}`, `label:l${n}`)))).toHaveLength(30)
    expect(filtersOf(Array.from({ length: 20 }, (_, n) => view(`v${n}`, `${n}${'å'.repeat(300)}`))).length).toBeLessThan(5)
  })

  test('is asked again at most once a second, and never while nobody sees it', async () => {
    const { useCounts } = await import('@/features/views/counts')
    const scope = effectScope()
    const count = scope.run(() => useCounts(shallowRef([view('a', 'xy'), view('b', '')])))!
    await vi.advanceTimersByTimeAsync(0)
    expect(requests).toEqual([['xy', '']])
    expect(count(view('a', 'xy'))).toEqual({ count: 2, isExact: true })
    expect(count(view('c', 'other'))).toBe(null)

    for (let i = 0; i < 40; i++) {
      tell([{ type: 'story.edited' }])
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(requests.length).toBeGreaterThan(1)
    expect(requests.length).toBeLessThanOrEqual(3)

    await vi.advanceTimersByTimeAsync(2000)
    const before = requests.length
    tell([{ type: 'task.claimed' }])
    page.hidden = true
    tell([{ type: 'story.created' }])
    await vi.advanceTimersByTimeAsync(300_000)
    expect(requests).toHaveLength(before)
    page.hidden = false
    page.seen.forEach((seen) => seen())
    await vi.advanceTimersByTimeAsync(0)
    expect(requests).toHaveLength(before + 1)
    scope.stop()
  })
})
