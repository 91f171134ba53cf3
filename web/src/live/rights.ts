import { computed } from 'vue'
import { roles } from '@/api/types'
import type { Role } from '@/api/types'
import { useLive } from './store'

const rank = (role: Role | null | undefined): number => (role ? roles.indexOf(role) : -1)

/** What the page's person may do in the project that it shows: what they may not do is not offered. The server decides. */
export function useRights() {
  const live = useLive()
  const has = (least: Role) => computed(() => rank(live.project?.role) >= rank(least))
  // In an archived project nothing moves; who is in it is looked after all the same.
  const inLiving = (least: Role) => computed(() => !live.project?.isArchived && rank(live.project?.role) >= rank(least))
  return { mayWork: inLiving('Worker'), mayWrite: inLiving('Member'), mayManage: has('Owner') }
}
