import type { WorkEvent } from '@/api/types'
import type { Fact } from '@/live/facts'
import { nameOf } from './work'

/** What a worker is called, and who runs it. */
export interface Worker {
  worker: string
  userId: string
}

export const tones = {
  'task.claimed': 'usual',
  'task.completed': 'usual',
  'task.released': 'usual',
  'task.expired': 'warn',
  'task.setAside': 'bad',
  'task.requeued': 'usual',
} as const satisfies Partial<Record<Fact['type'], 'usual' | 'warn' | 'bad'>>

export const isShown = (type: string): type is keyof typeof tones => type in tones

/** What a live fact tells of a lease, as the server tells what was before; null: nothing. */
export function eventOf(fact: Fact, workerOf: (sessionId: string) => Worker | undefined): WorkEvent | null {
  if (!isShown(fact.type) || !('storyId' in fact.data)) return null
  const { position, at, type, subjectId: taskId } = fact
  const lease = 'lease' in fact.data ? fact.data.lease : undefined
  const spent = fact.type === 'task.completed' || fact.type === 'task.released' ? fact.data.timeSpent : undefined
  return {
    position, at, type, taskId,
    storyId: fact.data.storyId,
    storyKey: nameOf(taskId)?.storyKey ?? '',
    title: nameOf(taskId)?.title ?? '',
    worker: (lease?.sessionId && workerOf(lease.sessionId)?.worker) || null,
    leaseEpoch: lease?.leaseEpoch ?? null,
    failed: fact.type === 'task.released' && fact.data.failed,
    reason: fact.type === 'task.released' || fact.type === 'task.setAside' ? (fact.data.reason ?? null) : null,
    timeSpent: spent ? spent.new - spent.old : null,
  }
}
