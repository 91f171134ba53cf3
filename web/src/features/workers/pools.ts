import type { WorkerDone } from '@/api/types'
import type { Row } from './work'

/** The workers that call themselves the same and are run by the same person. */
export interface Pool {
  key: string
  name: string
  userId: string
  sessions: number
  busy: number
  completed: number
  /** Seconds that a task took on average; null: none is done, or none told its time. */
  mean: number | null
  /** The part of its attempts that failed; null: there was none. */
  failures: number | null
}

export function poolsOf(rows: readonly Row[], done: ReadonlyMap<string, WorkerDone>): Pool[] {
  const pools = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.userId} ${row.worker}`
    pools.set(key, [...(pools.get(key) ?? []), row])
  }
  return [...pools].map(([key, of]) => {
    const sessions = [...new Set(of.map(({ sessionId }) => sessionId))]
    const sum = (what: 'completed' | 'failed' | 'timeSpent'): number => sessions.reduce((all, id) => all + (done.get(id)?.[what] ?? 0), 0)
    const [completed, failed, timeSpent] = [sum('completed'), sum('failed'), sum('timeSpent')]
    return {
      key,
      name: of[0]!.worker,
      userId: of[0]!.userId,
      sessions: sessions.length,
      busy: of.filter(({ taskId }) => taskId).length,
      completed,
      mean: completed > 0 && timeSpent > 0 ? timeSpent / completed : null,
      failures: completed + failed > 0 ? failed / (completed + failed) : null,
    }
  })
}
