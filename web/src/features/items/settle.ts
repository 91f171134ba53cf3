import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import items from '@/i18n/en/items'
import { useText } from '@/i18n/text'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import { toast } from '@/ui/toasts'

const text = useText(items)
/** The server takes so many in one step. */
export const stepAtMost = 1000

export type Settled = 'Accepted' | 'Refused' | 'Recalled' | 'Corrected'

/** Says what becomes of transfers, a thousand at a time, and how it went. */
export function useSettling() {
  const live = useLive()

  const said = (status: Settled, count: number): string =>
    ({ Accepted: text.mine.accepted, Refused: text.mine.refusedThem, Recalled: text.mine.recalled, Corrected: text.handing.undone })[status](count)

  async function settle(ids: readonly string[], status: Settled, reason?: string): Promise<boolean> {
    const projectId = live.project?.id
    let done = 0
    try {
      for (; done < ids.length; done += stepAtMost) {
        const key = idempotencyKey()
        const transferIds = ids.slice(done, done + stepAtMost)
        await send(text.mine.sending[status], () =>
          answer(http.POST('/api/transfers/settle', { body: { projectId, transferIds, status, reason }, params: { header: { 'Idempotency-Key': key } } })),
        )
      }
      toast(said(status, ids.length))
      return true
    } catch (cause) {
      const failure = asFailure(cause)
      toast(Object.values(failure.problem?.errors ?? {})[0]?.[0] ?? failure.message, { tone: 'bad' })
      return false
    }
  }

  return { settle }
}
