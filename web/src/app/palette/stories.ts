import { refDebounced } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Project, Story } from '@/api/types'

const waitMs = 150
const most = 8

/** A key, or a number alone: TL-12, 12. */
export function readKey(text: string): { project: string | null; number: number } | null {
  const found = /^(?:([a-z][a-z0-9]*)-)?(\d{1,9})$/i.exec(text.trim())
  return found ? { project: found[1]?.toUpperCase() ?? null, number: Number(found[2]) } : null
}

/** One whose key it is exactly goes first. */
export function inOrder(stories: readonly Story[], wanted: string): Story[] {
  const key = readKey(wanted)
  const isIt = (story: Story): boolean => key !== null && Number(story.key.slice(story.key.lastIndexOf('-') + 1)) === key.number
  return [...stories.filter(isIt), ...stories.filter((story) => !isIt(story))].slice(0, most)
}

/** Stories of a project by what is typed: their key, their number, or words in them. */
export function useStorySearch(query: Ref<string>, shown: () => Project | undefined, find: (key: string) => Project | undefined) {
  const stories = shallowRef<readonly Story[]>([])
  const problem = shallowRef<string | null>(null)
  const busy = shallowRef(false)
  const settled = refDebounced(query, waitMs)

  watch(query, (text) => (busy.value = text.trim() !== ''))
  watch(settled, async (text, _, onCleanup) => {
    const key = readKey(text)
    const project = key?.project ? find(key.project) : shown()
    const words = key ? String(key.number) : text.trim()
    if (!project || words === '') {
      stories.value = []
      busy.value = false
      return
    }
    const abort = new AbortController()
    onCleanup(() => abort.abort())
    try {
      // The oldest first when a number is looked for: it stands before all longer numbers that hold it.
      const asked = { projectId: project.id, text: words.slice(0, 200), limit: 50, sort: key ? ('created' as const) : ('-updated' as const) }
      const { data } = await answer(http.GET('/api/stories', { params: { query: asked }, signal: abort.signal }))
      if (abort.signal.aborted) return
      stories.value = inOrder(data.items, text)
      problem.value = null
    } catch (cause) {
      if (abort.signal.aborted) return
      stories.value = []
      problem.value = asFailure(cause).message
    }
    busy.value = false
  })

  return { stories, problem, busy }
}
