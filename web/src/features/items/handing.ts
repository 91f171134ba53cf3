import { ref, shallowRef } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Item, Transfer } from '@/api/types'
import items from '@/i18n/en/items'
import { useText } from '@/i18n/text'
import { useRights } from '@/live/rights'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import { toast } from '@/ui/toasts'
import { linesOf } from './lines'
import { stepAtMost, useSettling } from './settle'

const text = useText(items)

export interface HandOver {
  ownerId: string
  name: string
  at: string | null
  awaits: boolean
}

/** Hands items over, in steps that each go whole or not at all; what can't go is said at its line. */
export function useHanding() {
  const live = useLive()
  const { mayManage } = useRights()
  const { settle } = useSettling()
  const busy = ref(false)
  const done = ref(0)
  const failure = shallowRef<Failure | null>(null)
  /** What is wrong, by item. */
  const wrong = shallowRef<ReadonlyMap<string, string>>(new Map())

  function reset(): void {
    failure.value = null
    wrong.value = new Map()
    done.value = 0
  }

  /** @returns the items that went. */
  async function handOver(chosen: readonly Item[], how: HandOver): Promise<ReadonlySet<string>> {
    const went: Transfer[] = []
    reset()
    busy.value = true
    for (let at = 0; at < chosen.length && !failure.value; at += stepAtMost) {
      const step = chosen.slice(at, at + stepAtMost).map(({ id }) => id)
      const key = idempotencyKey()
      const body = { projectId: live.project?.id, itemIds: step, ownerId: how.ownerId, at: how.at ?? undefined, awaits: how.awaits }
      try {
        const { data } = await send(text.handing.sending(step.length), () => answer(http.POST('/api/transfers', { body, params: { header: { 'Idempotency-Key': key } } })))
        went.push(...data.transfers)
        done.value = went.length
      } catch (cause) {
        failure.value = asFailure(cause)
        wrong.value = linesOf(failure.value, step)
      }
    }
    busy.value = false
    if (went.length > 0) say(went, how)
    return new Set(went.map(({ itemId }) => itemId))
  }

  // What waits is recalled; what counts already an owner takes off, and it stays told that it was there.
  function say(went: readonly Transfer[], { name, awaits }: HandOver): void {
    const ids = went.map(({ id }) => id)
    if (awaits) toast(text.handing.asked(went.length, name), { undo: () => void settle(ids, 'Recalled') })
    else toast(text.handing.done(went.length, name), { undo: mayManage.value ? () => void settle(ids, 'Corrected', text.handing.undoReason) : undefined })
  }

  return { busy, done, failure, wrong, handOver, reset }
}
