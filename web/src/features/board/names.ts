import { onUnmounted, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { useLive } from '@/live/store'

/** What people in the project are called. Without an answer they are shown as somebody. */
export function useNames() {
  const live = useLive()
  const names = shallowRef<ReadonlyMap<string, string>>(new Map())

  async function load(): Promise<void> {
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const { data } = await answer(http.GET('/api/projects/{projectId}/members', { params: { path: { projectId } } }))
      names.value = new Map(data.items.map(({ userId, name }) => [userId, name]))
    } catch {
      // A board without names is a board.
    }
  }

  void load()
  onUnmounted(live.onFacts((facts) => facts.some(({ type }) => type === 'member.added') && void load()))
  return names
}
