import { defineStore } from 'pinia'
import { shallowRef, triggerRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { StatisticsAnswer } from '@/api/types'
import { secondOf } from './instants'
import { isLevel, seriesNames } from './protocol'
import type { Bucket, SeriesName } from './protocol'
import { Ring } from './ring'
import { useLive } from './store'

const minute = 60

/** Seconds are told live; minutes are made of them, and what was before is asked for once. */
class History {
  readonly seconds = new Ring(1, 1900)
  readonly minutes = new Ring(minute, 3000)

  flow(name: SeriesName, from: number, to: number): number {
    if (this.seconds.covers(from)) return this.seconds.sum(name, from, to)
    // Minutes can't tell about a part of one.
    return to - from < minute ? 0 : this.minutes.sum(name, from, to)
  }

  level(name: SeriesName, at: number): number | null {
    return (this.seconds.covers(at) ? this.seconds : this.minutes).level(name, at)
  }

  covers(from: number): boolean {
    return this.seconds.covers(from) || this.minutes.covers(from)
  }

  /** Minutes that changed seconds lie in, as far as all of their seconds are known. */
  roll(changed: Bucket[]): void {
    for (const start of new Set(changed.map(([second]) => Math.floor(second / minute) * minute))) {
      if (!this.seconds.covers(start)) continue
      const values = seriesNames.map((name) =>
        isLevel(name) ? (this.seconds.level(name, start + minute - 1) ?? 0) : this.seconds.sum(name, start, start + minute),
      )
      this.minutes.set([start, values])
    }
  }
}

/** The project's numbers over time. */
export const useStatistics = defineStore('statistics', () => {
  const live = useLive()
  const history = shallowRef(new History())
  const failure = shallowRef<Failure | null>(null)
  let wanted = 0
  let asking = ''

  watch(
    () => live.project?.id,
    () => {
      history.value = new History()
      failure.value = null
    },
    { flush: 'sync' },
  )

  live.onStatistics((patch) => {
    const gap = history.value.seconds.take(patch)
    history.value.roll(patch.buckets)
    triggerRef(history)
    if (gap && wanted > 0) void fill(wanted, true)
  })

  /** Makes sure that so many seconds back from now are known. */
  async function need(seconds: number): Promise<void> {
    wanted = seconds
    await fill(seconds, false)
  }

  async function fill(seconds: number, again: boolean): Promise<void> {
    const into = history.value
    const projectId = live.project?.id
    const now = Math.floor(live.now() / 1000)
    const fine = seconds <= into.seconds.capacity
    const ring = fine ? into.seconds : into.minutes
    const from = Math.floor((now - seconds) / ring.length) * ring.length
    const key = `${projectId} ${ring.length} ${from}`
    if (!projectId || (!again && ring.covers(from)) || asking === key) return
    asking = key
    try {
      const { data } = await answer(
        http.GET('/api/statistics', {
          params: {
            query: {
              projectId,
              resolution: fine ? 'second' : 'minute',
              series: seriesNames.join(','),
              from: new Date(from * 1000).toISOString(),
            },
          },
        }),
      )
      ring.fill(bucketsOf(data), secondOf(data.from))
      failure.value = null
      if (into === history.value) triggerRef(history)
    } catch (cause) {
      failure.value = asFailure(cause)
    } finally {
      asking = ''
    }
  }

  return {
    failure,
    need,
    flow: (name: SeriesName, from: number, to: number) => history.value.flow(name, from, to),
    level: (name: SeriesName, at: number) => history.value.level(name, at),
    covers: (from: number) => history.value.covers(from),
  }
})

function bucketsOf(data: StatisticsAnswer): Bucket[] {
  const places = seriesNames.map((name) => data.series.findIndex((one) => one.name === name))
  return data.buckets.map((bucket): Bucket => [
    secondOf(bucket.start),
    seriesNames.map((name, i) => (isLevel(name) ? bucket.sums : bucket.counts)[places[i] ?? -1] ?? 0),
  ])
}
