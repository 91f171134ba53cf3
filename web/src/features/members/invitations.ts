import { onUnmounted, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Invitation } from '@/api/types'
import { useLive } from '@/live/store'
import { toast } from '@/ui/toasts'

const soonMs = 300

/** Who is invited into a project and has not come yet, the newest first. */
export function useInvitations(projectId: string) {
  const live = useLive()
  const items = shallowRef<readonly Invitation[]>([])
  const failure = shallowRef<string | null>(null)
  const busy = shallowRef<string | null>(null)
  let timer = 0

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    timer = 0
    try {
      items.value = (await answer(http.GET('/api/projects/{projectId}/invitations', { params: { path: { projectId } } }))).data.items
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause).message
    }
  }

  async function revoke({ id, email }: Invitation): Promise<void> {
    busy.value = id
    try {
      await answer(http.DELETE('/api/projects/{projectId}/invitations/{invitationId}', { params: { path: { projectId, invitationId: id } } }))
      toast(`The invitation of ${email} is taken back.`)
    } catch (cause) {
      // Used or taken back by somebody else: then it is gone too.
      if (asFailure(cause).status !== 404) toast(asFailure(cause).message, { tone: 'bad' })
    } finally {
      busy.value = null
    }
    await load()
  }

  void load()
  const stops = [
    live.onFacts((facts) => {
      if (timer === 0 && facts.some(({ type }) => type.startsWith('member.'))) timer = window.setTimeout(load, soonMs)
    }),
    live.onBegun(({ missed }) => missed && void load()),
  ]
  onUnmounted(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  return { items, failure, busy, load, revoke }
}
