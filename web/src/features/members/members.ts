import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { roles } from '@/api/types'
import type { Invitation, Member, Role } from '@/api/types'
import { useReload } from '@/live/reload'
import { byName } from '@/ui/format'

/** Who is in the project, owners first. */
export function useMembers(projectId: string) {
  const items = shallowRef<readonly Member[] | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    try {
      const { data } = await answer(http.GET('/api/projects/{projectId}/members', { params: { path: { projectId } } }))
      items.value = sorted(data.items)
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  /** Takes somebody in whom one sees, and invites everybody else: which of the two, the answer says. */
  async function add(email: string, role: Role): Promise<Member | Invitation> {
    const { data } = await answer(http.POST('/api/projects/{projectId}/members', { params: { path: { projectId } }, body: { email, role } }))
    if (!('userId' in data)) return data
    items.value = sorted([...(items.value ?? []).filter(({ userId }) => userId !== data.userId), data])
    return data
  }

  async function change({ userId }: Member, role: Role): Promise<void> {
    const params = { path: { projectId, userId } }
    const { data } = await answer(http.PATCH('/api/projects/{projectId}/members/{userId}', { params, body: { role } }))
    items.value = sorted((items.value ?? []).map((one) => (one.userId === userId ? data : one)))
  }

  async function remove({ userId }: Member): Promise<void> {
    await answer(http.DELETE('/api/projects/{projectId}/members/{userId}', { params: { path: { projectId, userId } } }))
    items.value = (items.value ?? []).filter((one) => one.userId !== userId)
  }

  useReload(load, ({ type }) => type.startsWith('member.'))
  return { items, failure, load, add, change, remove }
}

const sorted = (members: readonly Member[]): Member[] =>
  [...members].sort((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role) || byName(a.name, b.name))
