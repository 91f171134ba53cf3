import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import audit from '@/i18n/en/audit'
import { useText } from '@/i18n/text'
import { byName } from '@/ui/format'

const text = useText(audit)

/** Who can be chosen: the members of a project, or everybody who has an account. */
export function usePeople(projectId: string | null) {
  const people = shallowRef<readonly { value: string; text: string }[]>([])

  async function load(): Promise<void> {
    const found = projectId
      ? (await answer(http.GET('/api/projects/{projectId}/members', { params: { path: { projectId } } }))).data.items.map(({ userId, name }) => ({ value: userId, text: name }))
      : (await answer(http.GET('/api/users', { params: { query: { limit: 500 } } }))).data.items.map(({ id, name }) => ({ value: id, text: name }))
    people.value = [...found.sort((a, b) => byName(a.text, b.text)), { value: 'local', text: text.program }]
  }

  // Without the list everything else of the page is there, and says itself what is wrong.
  load().catch(() => undefined)
  return people
}
