import { nextTick, watch } from 'vue'
import type { Ref } from 'vue'
import type { StoryList } from './list'
import type { useVirtual } from './virtual'

/** Rows that come in above what is read, or under the pointer, must not move it. */
export function keepInPlace(list: StoryList, scroller: Ref<HTMLElement | null>, virtual: ReturnType<typeof useVirtual>, isPointed: () => boolean) {
  let kept: { id: string; top: number } | null = null

  function note(): void {
    kept = null
    const { first, last } = virtual.seen.value
    for (let index = first; index <= last && !kept; index++) {
      const row = list.row(index)
      if (row?.kind === 'story' && row.id) kept = { id: row.id, top: virtual.topOf(index) }
    }
  }

  watch([list.sections, virtual.seen], async ([sections], [before]) => {
    const element = scroller.value
    if (sections !== before && kept && element && (element.scrollTop > 0 || isPointed())) {
      const index = list.indexOf(kept.id)
      const moved = index < 0 ? 0 : virtual.topOf(index) - kept.top
      if (moved !== 0) {
        await nextTick()
        element.scrollTop += moved
      }
    }
    note()
  })

  return {
    /** Another list: it begins at its top. */
    forget(): void {
      kept = null
      scroller.value?.scrollTo({ top: 0 })
    },
  }
}
