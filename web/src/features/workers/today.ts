import { useIntervalFn } from '@vueuse/core'
import { onUnmounted, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import type { WorkEvent, WorkerDone } from '@/api/types'
import type { Fact } from '@/live/facts'
import { useLive } from '@/live/store'
import { eventOf } from './recent'
import type { Worker } from './recent'

const againMs = 60_000
const soonMs = 1000
const eventsAtMost = 40
/** Facts that came while an answer was on its way, which may not count them. */
const factsAtMost = 2000
const parts = 24

/** What each worker did since midnight, and what happened to leases: read now and then, and between by the live facts. */
export function useToday(workerOf: (sessionId: string) => Worker | undefined) {
  const live = useLive()
  const done = shallowRef<ReadonlyMap<string, WorkerDone>>(new Map())
  const recent = shallowRef<readonly WorkEvent[]>([])
  /** Since when it is counted, when that is not midnight: more happened than the server looks through. */
  const since = shallowRef<Date | null>(null)
  let facts: Fact[] = []
  let position = -1
  let loading = false
  let soon = 0
  let loadedAt = 0

  async function load(): Promise<void> {
    window.clearTimeout(soon)
    soon = 0
    const projectId = live.project?.id
    if (!projectId || loading) return
    loading = true
    loadedAt = Date.now()
    const from = new Date(new Date(live.now()).setHours(0, 0, 0, 0))
    try {
      const { data } = await answer(http.GET('/api/work/today', { params: { query: { projectId, from: from.toISOString() } } }))
      if (projectId !== live.project?.id) return
      position = data.position
      done.value = new Map(data.workers.map((worker) => [worker.sessionId, worker]))
      recent.value = data.recent
      since.value = Date.parse(data.from) > from.getTime() + 1000 ? new Date(data.from) : null
      count(facts.filter((fact) => fact.position > position))
      facts = []
    } catch {
      // What is shown stays; the page's other reading says what is wrong.
    } finally {
      loading = false
    }
  }

  function count(news: readonly Fact[]): void {
    const events = news.map((fact) => eventOf(fact, workerOf)).filter((event) => event !== null)
    if (events.length > 0) recent.value = [...events.reverse(), ...recent.value].slice(0, eventsAtMost)
    const next = new Map(done.value)
    for (const fact of news) {
      const sessionId = counts(fact) && 'lease' in fact.data ? fact.data.lease?.sessionId : undefined
      if (!sessionId) continue
      const before = next.get(sessionId) ?? { sessionId, completed: 0, failed: 0, timeSpent: 0, parts: Array<number>(parts).fill(0) }
      next.set(sessionId, fact.type === 'task.completed' ? completed(before, fact.data.timeSpent) : { ...before, failed: before.failed + 1 })
    }
    if (news.some(counts)) done.value = next
  }

  const stops = [
    live.onFacts((news) => {
      const fresh = news.filter((fact) => fact.type.startsWith('task.') && fact.position > position)
      if (loading) facts = [...facts, ...fresh].slice(-factsAtMost)
      if (position >= 0) count(fresh)
    }),
    live.onBegun(() => {
      if (soon === 0) soon = window.setTimeout(load, Math.max(0, loadedAt + soonMs - Date.now()))
    }),
  ]
  void load()
  useIntervalFn(() => !document.hidden && void load(), againMs)
  onUnmounted(() => {
    window.clearTimeout(soon)
    for (const stop of stops) stop()
  })
  return { done, recent, since }
}

const counts = (fact: Fact): boolean => fact.type === 'task.completed' || fact.type === 'task.expired' || (fact.type === 'task.released' && fact.data.failed)

function completed(worker: WorkerDone, timeSpent: { old: number; new: number } | undefined): WorkerDone {
  const more = timeSpent ? timeSpent.new - timeSpent.old : 0
  return { ...worker, completed: worker.completed + 1, timeSpent: worker.timeSpent + more, parts: [...worker.parts.slice(0, -1), (worker.parts.at(-1) ?? 0) + 1] }
}
