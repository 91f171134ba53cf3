import { ref, shallowRef, watch } from 'vue'
import type { StoryList } from './list'

/** The row that keys are for. It goes along with its story; when that goes, the one that takes its place is meant. */
export function useCursor(list: StoryList, show: (index: number) => void, start: string | null) {
  const index = ref(0)
  const id = shallowRef<string | null>(start)

  function find(): void {
    const at = id.value ? list.indexOf(id.value) : -1
    if (at >= 0) index.value = at
    else if (!id.value || !list.story(id.value)) {
      index.value = Math.max(0, Math.min(index.value, list.size.value - 1))
      const row = list.row(index.value)
      id.value = row?.kind === 'story' ? row.id : null
    }
  }

  function to(next: number): void {
    if (list.size.value === 0) return
    index.value = Math.max(0, Math.min(list.size.value - 1, next))
    const row = list.row(index.value)
    id.value = row?.kind === 'story' ? row.id : null
    show(index.value)
  }

  function toStory(story: string): void {
    id.value = story
    find()
  }

  watch(list.sections, find, { immediate: true })
  return { index, id, to, toStory }
}
