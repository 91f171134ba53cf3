import { onUnmounted, shallowRef } from 'vue'
import type { Fact } from '@/live/facts'
import { useLive } from '@/live/store'

const atMost = 40

export interface Recent {
  position: number
  at: Date
  said: string
  tone: 'usual' | 'warn' | 'bad'
  epoch: string
  storyId: string
  taskId: string
}

const words: Partial<Record<Fact['type'], readonly [said: string, tone: Recent['tone']]>> = {
  'task.claimed': ['claimed', 'usual'],
  'task.completed': ['completed', 'usual'],
  'task.released': ['released', 'warn'],
  'task.expired': ['expired', 'warn'],
  'task.setAside': ['set aside', 'bad'],
  'task.requeued': ['requeued', 'usual'],
}

/** What happened to leases since this page is open, the newest first. */
export function useRecent() {
  const live = useLive()
  const recent = shallowRef<readonly Recent[]>([])
  const stop = live.onFacts((facts) => {
    const news = facts.flatMap((fact): Recent[] => {
      const word = words[fact.type]
      if (!word || !('storyId' in fact.data)) return []
      const lease = 'lease' in fact.data ? fact.data.lease : undefined
      return [
        {
          position: fact.position,
          at: new Date(fact.at),
          said: fact.type === 'task.released' && fact.data.failed ? 'failed' : word[0],
          tone: fact.type === 'task.released' && !fact.data.failed ? 'usual' : word[1],
          epoch: lease ? `epoch ${lease.leaseEpoch}` : '',
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
