import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Invitation } from '@/api/types'
import members from '@/i18n/en/members'
import { useText } from '@/i18n/text'
import { useReload } from '@/live/reload'
import { toast } from '@/ui/toasts'

const text = useText(members)
/** Who is invited into a project and has not come yet, the newest first. */
export function useInvitations(projectId: string) {
  const items = shallowRef<readonly Invitation[]>([])
  const failure = shallowRef<string | null>(null)
  const busy = shallowRef<string | null>(null)

  async function load(): Promise<void> {
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
      toast(text.invited.revoked(email))
    } catch (cause) {
      // Used or taken back by somebody else: then it is gone too.
      if (asFailure(cause).status !== 404) toast(asFailure(cause).message, { tone: 'bad' })
    } finally {
      busy.value = null
    }
    await load()
  }

  useReload(load, ({ type }) => type.startsWith('member.'))
  return { items, failure, busy, load, revoke }
}
