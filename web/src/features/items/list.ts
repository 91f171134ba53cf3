import { onUnmounted, shallowRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Item } from '@/api/types'
import type { Fact } from '@/live/facts'
import { useLive } from '@/live/store'
import { concernsItems, itemOf, reduceItem } from './reducer'

const pageRows = 100
/** So many rows before the last one is the next page asked for. */
const ahead = 40
const soonMs = 250
const refreshMs = 1000
const retryMs = 3000
/** Of more than these only the newest are read anew; the others stay, and facts keep them up to date. */
const readAtMost = 500

export interface ItemQuery {
  text?: string
  baseItemId?: string
  owner?: string
  awaiting?: boolean
  receiver?: string
}

/** Items, the last recorded first, page after page as far as somebody looks, and kept up to date by facts. */
export function useItemList(query: () => ItemQuery) {
  const live = useLive()
  const rows = shallowRef<readonly Item[]>([])
  const cursor = shallowRef<string | null>(null)
  const loaded = shallowRef(false)
  const failure = shallowRef<Failure | null>(null)
  let asked = 0
  let timer = 0
  let refreshedAt = 0
  let reading = 0
  /** Facts that came while an answer was under way, which may not have them. */
  let passed: Fact[] = []

  async function read(limit: number, from?: string): Promise<{ items: readonly Item[]; next: string | null } | null> {
    const projectId = live.project?.id
    if (!projectId) return null
    const mine = asked
    reading++
    try {
      const { data, position } = await answer(http.GET('/api/items', { params: { query: { projectId, ...query(), limit, cursor: from } } }))
      if (mine !== asked) return null
      failure.value = null
      const late = passed.filter((fact) => fact.position > (position ?? 0))
      return { items: data.items.map((item) => folded(item, late)), next: data.nextCursor }
    } catch (cause) {
      if (mine !== asked) return null
      const now = asFailure(cause)
      if (failure.value) now.at = failure.value.at
      failure.value = now
      later(retryMs)
      return null
    } finally {
      if (--reading === 0) passed = []
    }
  }

  function folded(item: Item, facts: readonly Fact[]): Item {
    let now = item
    for (const fact of facts) {
      if ((itemOf(fact) ?? item.id) !== item.id) continue
      const next = reduceItem(now, fact)
      if (next) now = next
      else later(soonMs)
    }
    return now
  }

  /** From the top; what is shown stays until the answer is there. */
  async function load(): Promise<void> {
    asked++
    const page = await read(pageRows)
    if (!page) return
    rows.value = page.items
    cursor.value = page.next
    loaded.value = true
  }

  /** What is shown, anew: what came and went is in it. */
  async function refresh(): Promise<void> {
    refreshedAt = Date.now()
    if (!loaded.value) return load()
    const page = await read(Math.min(readAtMost, Math.max(pageRows, rows.value.length)))
    if (!page) return
    const last = page.items.at(-1)
    const rest = page.next && last ? rows.value.filter(({ id }) => id < last.id) : []
    rows.value = [...page.items, ...rest]
    if (rest.length === 0) cursor.value = page.next
  }

  async function reach(index: number): Promise<void> {
    if (reading > 0 || !cursor.value || index < rows.value.length - ahead) return
    const page = await read(pageRows, cursor.value)
    if (!page) return
    const known = new Set(rows.value.map(({ id }) => id))
    rows.value = [...rows.value, ...page.items.filter(({ id }) => !known.has(id))]
    cursor.value = page.next
  }

  function later(ms: number): void {
    if (timer !== 0) return
    timer = window.setTimeout(() => {
      timer = 0
      void refresh()
    }, Math.max(ms, (failure.value?.retryAfter ?? 0) * 1000))
  }

  function hear(facts: readonly Fact[]): void {
    const about = facts.filter(concernsItems)
    if (about.length === 0) return
    if (reading > 0) passed.push(...about)
    const ids = new Set(about.map(itemOf))
    rows.value = rows.value.map((item) => (ids.has(item.id) || ids.has(null) ? folded(item, about) : item))
    if (about.some(mayMove)) later(Math.max(soonMs, refreshedAt + refreshMs - Date.now()))
  }

  /** Whether a fact may bring something into the list, or take it out. */
  function mayMove({ type }: Fact): boolean {
    const { owner, awaiting, receiver, text } = query()
    if (type === 'item.created') return true
    if (type.endsWith('.edited')) return text !== undefined
    return (owner ?? awaiting ?? receiver) !== undefined && !type.startsWith('baseItem.')
  }

  watch(() => JSON.stringify(query()), load, { immediate: true })
  const stops = [live.onFacts(hear), live.onBegun(({ missed }) => (missed || !loaded.value) && later(soonMs))]
  onUnmounted(() => {
    asked++
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  return { rows, loaded, failure, hasMore: () => cursor.value !== null, load, reach }
}

export type ItemList = ReturnType<typeof useItemList>
