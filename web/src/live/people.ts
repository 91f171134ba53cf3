import { computed, onScopeDispose, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { locale } from '@/i18n/language'
import { me } from '@/api/person'
import type { Member } from '@/api/types'
import { useLive } from './store'

const soonMs = 300
const restMs = 10_000

/** Who is in the project: names of those whose ids stories have, and who may be given one. */
export function usePeople() {
  const live = useLive()
  const members = shallowRef<readonly Member[]>([])
  let timer = 0
  let readAt = -Infinity

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    timer = 0
    readAt = performance.now()
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const { data } = await answer(http.GET('/api/projects/{projectId}/members', { params: { path: { projectId } } }))
      if (projectId === live.project?.id) members.value = data.items
    } catch {
      // Names are missing until the next time.
    }
  }

  void load()
  const stops = [
    live.onFacts((facts) => {
      if (timer === 0 && facts.some(({ type }) => type.startsWith('member.'))) timer = window.setTimeout(load, soonMs)
    }),
    // While more happens than is told, a page is told to read anew each second; who is in the project is told all the same.
    live.onBegun(() => performance.now() - readAt > restMs && void load()),
  ]
  onScopeDispose(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  const names = computed(() => new Map(members.value.map(({ userId, name }) => [userId, name])))
  /** Oneself comes first. */
  const those = (isOne: (role: Member['role']) => boolean) =>
    members.value
      .filter(({ role }) => isOne(role))
      .map(({ userId, name }) => ({ id: userId, name, isMe: userId === me.value?.id }))
      .sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name, locale.value))
  return {
    /** Null: somebody who is not in the project any more. */
    nameOf: (id: string): string | null => names.value.get(id) ?? (id === me.value?.id ? me.value.name : null),
    /** Work is given to those who may change it. */
    choices: computed(() => those((role) => role === 'Member' || role === 'Owner')),
    /** Things are held by those who can hand them on. */
    holders: computed(() => those((role) => role !== 'Viewer')),
  }
}
