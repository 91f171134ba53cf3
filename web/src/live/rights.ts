import { computed } from 'vue'
import type { Role } from '@/api/types'
import { roles } from '@/api/types'
import { useLive } from './store'

/** What the page's person may do in the project that it shows: what they may not do is not offered. The server decides. */
export function useRights() {
  const live = useLive()
  const has = (least: Role) => computed(() => live.project !== null && roles.indexOf(live.project.role) >= roles.indexOf(least))
  return { mayWork: has('Worker'), mayWrite: has('Member'), mayManage: has('Owner') }
}
