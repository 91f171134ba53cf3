import { useEventListener, useIntervalFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import type { View } from '@/api/types'
import { zone } from '@/live/filters'
import { useLive } from '@/live/store'

export interface Count {
  count: number
  isExact: boolean
}

/** What the server counts at once, and takes in an address. */
const most = 30
const longest = 6000
const restMs = 1000
/** Without any fact: what was changed within the last seven days is other stories tomorrow. */
const anewMs = 60_000

/** The filters of views, each once: as many as are counted by one request. */
export function filtersOf(views: readonly Pick<View, 'state'>[]): string[] {
  const filters = new Set<string>()
  let length = 0
  for (const { state } of views) {
    if (filters.has(state.filter)) continue
    length += encodeURIComponent(state.filter).length + '&filter='.length
    if (filters.size === most || length > longest) break
    filters.add(state.filter)
  }
  return [...filters]
}

/** How many stories views show now: asked for at once, after facts at most once a second, and never while nobody sees it. */
export function useCounts(views: Ref<readonly View[]>) {
  const live = useLive()
  const counts = shallowRef<ReadonlyMap<string, Count>>(new Map())
  let [timer, answeredAt, rest] = [0, -Infinity, restMs]
  let [isAsking, isDue] = [false, false]

  async function ask(): Promise<void> {
    timer = 0
    const projectId = live.project?.id
    const filters = filtersOf(views.value)
    if (!projectId || filters.length === 0) return
    const askedAt = performance.now()
    isAsking = true
    isDue = false
    try {
      const { data } = await answer(http.GET('/api/stories/count', { params: { query: { projectId, filter: filters, zone: zone() } } }))
      if (projectId === live.project?.id) counts.value = new Map(filters.map((filter, at) => [filter, data.counts[at]!]))
    } catch {
      // What was counted before stays until the next time.
    }
    isAsking = false
    answeredAt = performance.now()
    // Where it takes long, the server has more to do than to count.
    rest = Math.max(restMs, 10 * (answeredAt - askedAt))
    if (isDue) soon()
  }

  function soon(): void {
    if (document.hidden || isAsking) isDue = true
    else if (timer === 0) timer = window.setTimeout(ask, Math.max(0, answeredAt + rest - performance.now()))
  }

  watch(() => filtersOf(views.value).join('\n'), soon, { immediate: true })
  watch(() => live.project?.id, () => (counts.value = new Map()), { flush: 'sync' })
  const stops = [
    live.onFacts((facts) => facts.some(({ type }) => type.startsWith('story.') || type === 'task.created' || type === 'task.deleted') && soon()),
    live.onBegun(soon),
  ]
  useIntervalFn(soon, anewMs)
  useEventListener(document, 'visibilitychange', () => !document.hidden && isDue && soon())
  onScopeDispose(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  return (view: View): Count | null => counts.value.get(view.state.filter) ?? null
}
