import { computed, onUnmounted, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Story } from '@/api/types'
import type { Fact } from '@/live/facts'
import type { Touched } from '@/live/ledger'
import { useLive } from '@/live/store'
import { matches, numberOf, paramsOf } from './filter'
import type { Filter } from './filter'

const firstPage = 100
const nextPage = 300
const most = 500
/** A list of more rows than this, read through live for hours, begins anew at its top. */
const keptAtMost = 100_000
const refreshMs = 2000
const retryMs = 3000

/** The stories that a filter takes, the newest first, in pages as they are scrolled to, and kept up to date. */
export function useStoryList(filter: Ref<Filter>) {
  const live = useLive()
  const ids = shallowRef<string[]>([])
  const failure = shallowRef<Failure | null>(null)
  const loaded = shallowRef(false)
  const cursor = shallowRef<string | null>(null)
  const fresh = new Set<string>()
  /** What changed while an answer was under way. */
  const passed = new Set<string>()
  let reading = 0
  let asked = 0
  let loadingMore = false
  let timer = 0
  let refreshedAt = 0

  live.change((ledger) => {
    ledger.collects = true
    return { stories: new Set(), tasks: new Set() }
  })

  const story = (id: string): Story | null => live.look((ledger) => ledger.story(id))
  const rank = (id: string): number => {
    const one = story(id)
    return one ? numberOf(one) : -1
  }

  async function read(limit: number, after: string | null): Promise<{ items: Story[]; next: string | null } | null> {
    const projectId = live.project?.id
    if (!projectId) return null
    const mine = asked
    reading++
    const read = live.look((ledger) => ledger.reading())
    try {
      const { data, position } = await answer(
        http.GET('/api/stories', {
          params: { query: { projectId, limit, cursor: after ?? undefined, ...paramsOf(filter.value) } },
        }),
      )
      if (mine !== asked) return null
      live.change((ledger) => ledger.put(data.items, [], position))
      failure.value = null
      return { items: data.items, next: data.nextCursor }
    } catch (cause) {
      if (mine === asked) failure.value = still(asFailure(cause), failure.value)
      throw cause
    } finally {
      read()
      reading--
    }
  }

  /** From the top; rows that are shown stay until the answer is there. */
  async function load(): Promise<void> {
    asked++
    try {
      const page = await read(firstPage, null)
      if (!page) return
      cursor.value = page.next
      loaded.value = true
      set(page.items.map((one) => one.id))
    } catch {
      later(load, retryMs)
    }
  }

  async function loadMore(): Promise<void> {
    if (loadingMore || cursor.value === null || !loaded.value) return
    loadingMore = true
    try {
      const page = await read(nextPage, cursor.value)
      if (!page) return
      cursor.value = page.next
      const known = new Set(ids.value)
      set([...ids.value, ...page.items.map((one) => one.id).filter((id) => !known.has(id))])
    } catch {
      later(loadMore, retryMs)
    } finally {
      loadingMore = false
    }
  }

  /** What is at the top is read again; what was scrolled to beneath it stays, unless facts were missed. */
  async function refresh(missed: boolean): Promise<void> {
    refreshedAt = Date.now()
    try {
      const page = await read(Math.min(most, Math.max(firstPage, ids.value.length)), null)
      if (!page) return
      const last = page.items.at(-1)
      const tail = page.next && last && !missed ? ids.value.filter((id) => rank(id) < numberOf(last)) : []
      if (tail.length === 0) cursor.value = page.next
      set([...page.items.map((one) => one.id), ...tail])
      loaded.value = true
    } catch {
      later(() => refresh(missed), retryMs)
    }
  }

  function later(run: () => Promise<void>, ms: number): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      timer = 0
      void run()
    }, Math.max(ms, (failure.value?.retryAfter ?? 0) * 1000))
  }

  function set(next: string[]): void {
    const making = ids.value.filter((id) => rank(id) === Infinity && !next.includes(id))
    ids.value = [...making, ...next]
    // What came while the answer was under way is not in it.
    const late = new Set(passed)
    passed.clear()
    place(late)
  }

  function see({ stories }: Touched): void {
    if (reading > 0) for (const id of stories) passed.add(id)
    if (loaded.value) place(stories)
  }

  /** Puts stories where they belong now, or takes them out. */
  function place(stories: ReadonlySet<string>): void {
    const next = [...ids.value]
    const places = stories.size > 8 ? new Set(next) : null
    const gone = new Set<string>()
    let came = 0
    for (const id of stories) {
      const isHere = places ? places.has(id) : next.includes(id)
      const one = story(id)
      const belongs = one !== null && matches(one, filter.value)
      if (isHere && belongs === false) gone.add(id)
      else if (!isHere && one && belongs && insert(next, id, numberOf(one))) came++
      else if (belongs === null) askSoon()
    }
    if (gone.size + came > 0) ids.value = gone.size > 0 ? next.filter((id) => !gone.has(id)) : next
    if (ids.value.length > keptAtMost) void load()
  }

  /** Puts one where it belongs by its number; not below what was loaded, where its page will bring it. */
  function insert(into: string[], id: string, number: number): boolean {
    let [low, high] = [0, into.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (rank(into[middle]!) > number) low = middle + 1
      else high = middle
    }
    if (low === into.length && cursor.value !== null) return false
    into.splice(low, 0, id)
    fresh.add(id)
    setTimeout(() => fresh.delete(id), 700)
    return true
  }

  /** What can't be judged here the server is asked for, at most every few seconds. */
  function askSoon(): void {
    if (timer === 0) later(() => refresh(false), Math.max(0, refreshedAt + refreshMs - Date.now()))
  }

  /** Stories that are not here and may have come into what is filtered: their facts don't tell all of them. */
  function hear(facts: readonly Fact[]): void {
    if (filter.value.text && facts.some((fact) => fact.type.startsWith('story.') && fact.type !== 'story.created' && !story(fact.subjectId))) askSoon()
  }

  watch(
    filter,
    (now, before) => {
      if (before && now.text === before.text) return
      void load()
    },
    { immediate: true },
  )
  const stops = [live.onTouched(see), live.onFacts(hear), live.onBegun(({ missed }) => (missed || !loaded.value) && void refresh(missed))]
  onUnmounted(() => {
    asked++
    window.clearTimeout(timer)
    for (const stop of stops) stop()
    live.look((ledger) => {
      ledger.collects = false
      ledger.retain(new Set())
    })
  })

  return {
    ids,
    failure,
    loaded,
    hasMore: computed(() => cursor.value !== null),
    load,
    loadMore,
    isFresh: (id: string) => fresh.has(id),
  }
}

/** The same trouble as before began when it began before. */
function still(failure: Failure, before: Failure | null): Failure {
  if (before) failure.at = before.at
  return failure
}
