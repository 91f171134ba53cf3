import { useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { useFollowing } from '@/live/following'
import type { StatisticsFrame } from '@/live/following'
import { useLive } from '@/live/store'
import { fromAnswer, moveTo, take } from './buckets'
import type { Shown } from './buckets'
import { whyStill } from './query'
import type { ExploreQuery } from './query'
import { ranges } from './resolutions'
import { momentIn } from './zones'

/** What is not told by frames (the period before, the parts of a split) is read anew this often while something changes. */
const againMs = 2000

const instant = (at: number): string => new Date(at).toISOString()

/** The query's statistic: read once, then followed unless it stands still. */
export function useExplore(query: Ref<ExploreQuery>) {
  const live = useLive()
  const shown = shallowRef<Shown | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isLoading = ref(false)
  const now = ref(live.now())
  let asked = 0
  let timer = 0

  const common = computed(() => {
    const { series, resolution, zone, everywhere } = query.value
    return { series: series.join(','), resolution, zone, ...(everywhere ? {} : { projectId: live.project?.id }) }
  })
  const range = computed(() => {
    const { range: name, from, to, zone } = query.value
    if (name) return { span: String(ranges[name]) }
    // The last day counts in, and so does the last minute of one that was said.
    const end = to.length === 10 ? momentIn(zone, instant(Date.parse(`${to}T00:00Z`) + 86_400_000).slice(0, 10)) : momentIn(zone, to) + 60_000
    return { from: instant(momentIn(zone, from)), to: instant(end) }
  })
  const isBackwards = computed(() => 'from' in range.value && range.value.from! >= range.value.to!)
  const asks = computed(() => {
    const { split, compares } = query.value
    if (!live.project || isBackwards.value) return null
    return { ...common.value, ...range.value, ...(compares ? { compare: 'previous' } : {}), ...(split ? { split, top: '4' } : {}) }
  })

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    timer = 0
    const mine = ++asked
    if (!asks.value) return
    isLoading.value = true
    try {
      const { data } = await answer(http.GET('/api/statistics', { params: { query: asks.value } }))
      if (mine !== asked) return
      show(fromAnswer(data))
      failure.value = null
    } catch (cause) {
      if (mine === asked) failure.value = asFailure(cause)
    } finally {
      if (mine === asked) isLoading.value = false
    }
  }

  // The stream may be farther than an answer that was asked for before: then only what it does not tell is new.
  function show(next: Shown): void {
    const known = shown.value
    const isOlder = following.state.value === 'live' && !query.value.split && known !== null && known.position > next.position
    if (!isOlder) shown.value = next
    else if (known.buckets[0]?.start === next.buckets[0]?.start) shown.value = { ...known, previous: next.previous }
  }

  function loadSoon(): void {
    if (timer === 0) timer = window.setTimeout(load, againMs)
  }

  function follow(frame: StatisticsFrame): void {
    now.value = live.now()
    if (query.value.split) return frame.snapshot ? undefined : loadSoon()
    const next = take(shown.value, frame)
    if (query.value.compares && next && !next.previous) loadSoon()
    shown.value = next
  }

  const why = computed(() => whyStill(query.value))
  const address = computed(() => {
    if (!asks.value || why.value || query.value.paused || failure.value) return null
    return new URLSearchParams({ ...(common.value as Record<string, string>), span: range.value.span ?? '' })
  })
  const following = useFollowing(() => address.value, follow, (refusal) => (failure.value = refusal))

  // Another question: what is shown answers the one before.
  watch(
    [() => JSON.stringify(asks.value), () => [query.value.series, query.value.resolution, query.value.zone].join()],
    (_, before) => {
      if (before[0] !== undefined) failure.value = null
      void load()
    },
    { immediate: true },
  )
  useIntervalFn(() => {
    if (query.value.paused || document.hidden) return
    now.value = live.now()
    if (following.state.value === 'live' && shown.value && !query.value.split) shown.value = moveTo(shown.value, Math.floor(now.value / 1000))
  }, 1000)
  onScopeDispose(() => {
    asked++
    window.clearTimeout(timer)
  })

  return { shown, failure, isLoading, isBackwards, now, why, state: following.state, load, range }
}

export type Exploring = ReturnType<typeof useExplore>
