import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { SeriesName } from '@/live/protocol'
import { useStatistics } from '@/live/statistics'
import { useLive } from '@/live/store'
import { spans } from './spans'
import type { SpanName } from './spans'

/** A second is drawn as the mean of the last five: single seconds of a few stories jump. */
const smoothing = 5

/** The numbers of the dashboard over a span, moving on with the seconds unless it is paused. */
export function useThroughput(name: Ref<SpanName>, paused: Ref<boolean>) {
  const live = useLive()
  const statistics = useStatistics()
  const span = computed(() => spans[name.value])
  const now = shallowRef(live.now())
  const summary = shallowRef(live.summary)

  useIntervalFn(() => {
    if (!paused.value && !document.hidden) now.value = live.now()
  }, 1000)
  watch(
    () => live.summary,
    (next) => {
      if (!paused.value || summary.value === null) summary.value = next
    },
  )
  watch(paused, (is) => {
    if (is) return
    now.value = live.now()
    summary.value = live.summary
  })
  // The span before is compared with, so twice the span is needed.
  watch([span, () => live.project?.id, () => live.summary === null], () => live.summary && statistics.need(span.value.seconds * 2 + 60), {
    immediate: true,
  })

  /** The end of the last complete point. */
  const end = computed(() => Math.floor(now.value / 1000 / span.value.step) * span.value.step)
  const begin = computed(() => end.value - span.value.seconds)
  const times = computed(() => {
    const { step, seconds } = span.value
    return Array.from({ length: seconds / step + 1 }, (_, i) => begin.value + i * step)
  })

  /** Of the seconds before a point, which are its mean. */
  const width = computed(() => (span.value.step === 1 ? smoothing : span.value.step))
  const perSecond = (series: SeriesName): number[] =>
    times.value.map((at) => statistics.flow(series, at - width.value, at) / width.value)
  const levels = (series: SeriesName): number[] => times.value.map((at) => statistics.level(series, at - 1) ?? 0)

  const total = (series: SeriesName): number => statistics.flow(series, begin.value, end.value)
  /** The change of the mean rate against the span before; null: there was nothing, or it is not known. */
  const growth = (series: SeriesName): number | null => {
    if (!statistics.covers(begin.value - span.value.seconds)) return null
    const before = statistics.flow(series, begin.value - span.value.seconds, begin.value)
    return before === 0 ? null : total(series) / before - 1
  }
  const difference = (series: SeriesName, value: number): number | null => {
    const before = statistics.level(series, begin.value)
    return before === null || !statistics.covers(begin.value) ? null : value - before
  }

  return { name, span, width, summary, times, begin, end, perSecond, levels, total, growth, difference, known: () => statistics.covers(begin.value) }
}

export type Throughput = ReturnType<typeof useThroughput>
