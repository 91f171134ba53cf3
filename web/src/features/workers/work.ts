import { useIntervalFn } from '@vueuse/core'
import { computed, onUnmounted, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { WorkOverview } from '@/api/types'
import type { Fact } from '@/live/facts'
import { useLive } from '@/live/store'

/** Leases are renewed without a fact, so what they say is asked for now and then; and what facts say only in part, soon. */
const usualMs = 5000
const soonMs = 800

/** Somebody who works: on a task, or idle. */
export interface Row {
  key: string
  sessionId: string
  worker: string
  /** Who runs it. */
  userId: string
  taskId: string | null
  storyId: string
  storyKey: string
  title: string
  leaseEpoch: number | null
  attempts: number
  /** Since when, in milliseconds. */
  since: number
  leaseUntil: number
  /** Seconds that its lease lasts when it is renewed, as far as was seen. */
  leaseLength: number
}

/** What tasks that were seen at work are called: facts of leases name them by id only. */
const names = new Map<string, { storyKey: string; title: string }>()
const namesAtMost = 5000

export const nameOf = (taskId: string): { storyKey: string; title: string } | undefined => names.get(taskId)

function learnNames(overview: WorkOverview): void {
  if (names.size > namesAtMost) names.clear()
  for (const { tasks } of overview.sessions) for (const { taskId, storyKey, title } of tasks) names.set(taskId, { storyKey, title })
}

/** Who works on what, from GET /api/work and the live facts of leases. */
export function useWork() {
  const live = useLive()
  const overview = shallowRef<WorkOverview | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const now = shallowRef(live.now())
  const lengths = new Map<string, number>()
  let loadedAt = 0
  let loading = false
  let soon = 0

  async function load(): Promise<void> {
    window.clearTimeout(soon)
    soon = 0
    const projectId = live.project?.id
    if (!projectId || loading) return
    loading = true
    try {
      const { data } = await answer(http.GET('/api/work', { params: { query: { projectId } } }))
      loadedAt = Date.now()
      for (const { sessionId, leaseUntil } of data.sessions) {
        const left = (Date.parse(leaseUntil) - Date.parse(data.serverTime)) / 1000
        lengths.set(sessionId, Math.max(left, lengths.get(sessionId) ?? 0))
      }
      learnNames(data)
      overview.value = data
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    } finally {
      loading = false
    }
  }

  function loadSoon(): void {
    if (soon === 0) soon = window.setTimeout(load, Math.max(0, loadedAt + soonMs - Date.now()))
  }

  function see(facts: readonly Fact[]): void {
    const before = overview.value
    if (!before) return
    const ended = new Set<string>()
    let claims = 0
    for (const fact of facts) {
      if (fact.type === 'task.claimed') claims++
      else if (fact.type === 'task.completed' || fact.type === 'task.released' || fact.type === 'task.expired') ended.add(fact.subjectId)
    }
    const about = facts.some(({ type }) => type.startsWith('task.') && type !== 'task.edited')
    if (about) loadSoon()
    if (ended.size === 0) return
    overview.value = {
      ...before,
      leased: Math.max(0, before.leased + claims - ended.size),
      claimable: Math.max(0, before.claimable - claims),
      sessions: before.sessions.map((session) => ({ ...session, tasks: session.tasks.filter((task) => !ended.has(task.taskId)) })),
    }
  }

  const rows = computed((): Row[] =>
    (overview.value?.sessions ?? [])
      .filter((session) => Date.parse(session.leaseUntil) > now.value)
      .flatMap((session): Row[] => {
        const common = {
          sessionId: session.sessionId,
          worker: session.worker,
          userId: session.userId,
          leaseUntil: Date.parse(session.leaseUntil),
          leaseLength: lengths.get(session.sessionId) ?? 60,
        }
        if (session.tasks.length === 0) {
          const since = Date.parse(session.startedAt)
          return [{ ...common, key: session.sessionId, taskId: null, storyId: '', storyKey: '', title: '', leaseEpoch: null, attempts: 0, since }]
        }
        return session.tasks.map((task) => ({ ...common, ...task, key: task.taskId, since: Date.parse(task.claimedAt) }))
      }),
  )

  void load()
  useIntervalFn(() => {
    now.value = live.now()
    if (!document.hidden && Date.now() - loadedAt > usualMs) void load()
  }, 1000)
  const stops = [live.onFacts(see), live.onBegun(() => void load())]
  onUnmounted(() => {
    window.clearTimeout(soon)
    for (const stop of stops) stop()
  })

  const sessions = computed(() => new Map(overview.value?.sessions.map((session) => [session.sessionId, session])))
  return { overview, rows, now, failure, load, workerOf: (sessionId: string) => sessions.value.get(sessionId) }
}
