import { onUnmounted, shallowRef } from 'vue'
import type { Fact } from '@/live/facts'
import { useLive } from '@/live/store'

const atMost = 40

export interface Recent {
  position: number
  at: Date
  what: keyof typeof tones
  failed: boolean
  tone: 'usual' | 'warn' | 'bad'
  epoch: number | null
  storyId: string
  taskId: string
}

const tones = {
  'task.claimed': 'usual',
  'task.completed': 'usual',
  'task.released': 'warn',
  'task.expired': 'warn',
  'task.setAside': 'bad',
  'task.requeued': 'usual',
} as const satisfies Partial<Record<Fact['type'], 'usual' | 'warn' | 'bad'>>

const isShown = (type: string): type is keyof typeof tones => type in tones

/** What happened to leases since this page is open, the newest first. */
export function useRecent() {
  const live = useLive()
  const recent = shallowRef<readonly Recent[]>([])
  const stop = live.onFacts((facts) => {
    const news = facts.flatMap((fact): Recent[] => {
      const { type } = fact
      if (!isShown(type) || !('storyId' in fact.data)) return []
      const lease = 'lease' in fact.data ? fact.data.lease : undefined
      return [
        {
          position: fact.position,
          at: new Date(fact.at),
          what: type,
          failed: fact.type === 'task.released' && Boolean(fact.data.failed),
          tone: fact.type === 'task.released' && !fact.data.failed ? 'usual' : tones[type],
          epoch: lease ? lease.leaseEpoch : null,
          storyId: fact.data.storyId,
          taskId: fact.subjectId,
        },
      ]
    })
    if (news.length > 0) recent.value = [...news.reverse(), ...recent.value].slice(0, atMost)
  })
  onUnmounted(stop)
  return recent
}
