import { describe, expect, test, vi } from 'vitest'
import type { Fact } from '@/live/facts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
const { poolsOf } = await import('@/features/workers/pools')
const { eventOf } = await import('@/features/workers/recent')

const row = (sessionId: string, worker: string, userId: string, taskId: string | null) =>
  ({ key: taskId ?? sessionId, sessionId, worker, userId, taskId, storyId: '', storyKey: '', title: '', leaseEpoch: 1, attempts: 1, since: 0, leaseUntil: 0, leaseLength: 60 }) as const
const done = (sessionId: string, completed: number, failed: number, timeSpent: number) => ({ sessionId, completed, failed, timeSpent, parts: [] })

describe('pools', () => {
  test('are the workers of one name and one person, with what all of them did', () => {
    const rows = [row('1', 'render', 'ada', 'a'), row('1', 'render', 'ada', 'b'), row('2', 'render', 'ada', null), row('3', 'render', 'eve', 'c')]
    const pools = poolsOf(rows, new Map([['1', done('1', 3, 1, 600)], ['2', done('2', 1, 0, 200)]]))
    expect(pools.map(({ name, userId, sessions, busy, completed, mean, failures }) => [name, userId, sessions, busy, completed, mean, failures])).toEqual([
      ['render', 'ada', 2, 2, 4, 200, 0.2],
      ['render', 'eve', 1, 1, 0, null, null],
    ])
  })
})

describe('what happened to a lease', () => {
  const fact = (type: string, data: object) => ({ position: 7, at: '2026-01-31T12:00:00Z', projectId: 'p', subjectId: 't', type, data: { storyId: 's', ...data } }) as unknown as Fact
  const lease = { leaseEpoch: 2, sessionId: '1', state: { old: 'Held', new: 'Released' } }
  const workerOf = (id: string) => (id === '1' ? { worker: 'anvil', userId: 'ada' } : undefined)

  test('is told as the server tells it', () => {
    expect(eventOf(fact('task.released', { lease, failed: true, reason: 'No file', timeSpent: { old: 10, new: 70 } }), workerOf)).toEqual({
      position: 7, at: '2026-01-31T12:00:00Z', type: 'task.released', taskId: 't', storyId: 's', storyKey: '', title: '', worker: 'anvil', leaseEpoch: 2, failed: true,
      reason: 'No file', timeSpent: 60,
    })
    expect(eventOf(fact('task.requeued', { attempts: { old: 5, new: 0 } }), workerOf)).toMatchObject({ type: 'task.requeued', worker: null, leaseEpoch: null, failed: false })
    expect(eventOf(fact('task.edited', {}), workerOf)).toBeNull()
  })
})
