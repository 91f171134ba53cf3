import { useDebounceFn } from '@vueuse/core'
import { computed, onUnmounted, ref, shallowRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import { explain, whatIsKnown, zone } from '@/live/filters'
import type { Explained } from '@/live/filters'
import { useLive } from '@/live/store'
import type { Filter } from '../filter'

const typingMs = 150
const countMs = 3000

/** The filter while it is written: the server says what it means, and the list takes it as soon as all of it can be read. */
export function useFilterText(given: () => Filter, change: (filter: Filter) => void) {
  const live = useLive()
  const text = ref(given().text)
  const explained = shallowRef<Explained | null>(null)
  const counts = shallowRef<readonly { count: number; isExact: boolean }[] | null>(null)
  let asked = 0
  let countTimer = 0

  /** What is wrong is told where it stands, once nothing more is typed; the list stays as it is. */
  async function read(): Promise<void> {
    const mine = ++asked
    const projectId = live.project?.id
    const what = text.value.trim() === '' ? '' : text.value
    if (!projectId) return
    try {
      const told = await explain(projectId, what)
      if (mine !== asked) return
      explained.value = told
      if (told.errors.length === 0 && what !== given().text) change({ text: what })
    } catch {
      // Without the server the list says what is the matter.
    }
  }
  const readSoon = useDebounceFn(read, typingMs)

  function set(next: string, at: 'once' | 'soon' = 'once'): void {
    text.value = next
    // What was just typed is read as it stands; what it meant before is said no more.
    void (at === 'once' ? read() : readSoon())
  }

  async function count(): Promise<void> {
    countTimer = 0
    const projectId = live.project?.id
    const filter = given().text
    if (!projectId || !filter) return void (counts.value = null)
    try {
      const { data } = await answer(http.GET('/api/stories/count', { params: { query: { projectId, filter: [filter, ''], zone: zone() } } }))
      if (filter === given().text) counts.value = data.counts
    } catch {
      counts.value = null
    }
  }

  watch(
    () => [live.project?.id, given().text],
    ([, now]) => {
      if (now !== text.value.trim()) text.value = String(now)
      counts.value = null
      void read()
      void count()
    },
    { immediate: true },
  )
  const stop = live.onTouched(() => {
    if (countTimer === 0 && given().text && !document.hidden) countTimer = window.setTimeout(() => void count(), countMs)
  })
  onUnmounted(() => {
    asked++
    stop()
    window.clearTimeout(countTimer)
  })

  /** What is said of the text as it stands; while something is typed, of nothing. */
  const said = computed(() => (live.project ? (whatIsKnown(live.project.id, text.value.trim() === '' ? '' : text.value) ?? null) : null))
  return { text, explained, said, counts, set }
}
