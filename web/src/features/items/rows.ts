import { useElementSize, useScroll } from '@vueuse/core'
import { computed } from 'vue'
import type { Ref } from 'vue'

const overscan = 10

/** Rows of one height: which are drawn is arithmetic, however many there are. */
export function useRows(scroller: Ref<HTMLElement | null>, count: () => number, height: () => number, top: () => number) {
  const { y } = useScroll(scroller)
  const { height: view } = useElementSize(scroller)
  const seen = computed(() => ({ first: Math.floor(y.value / height()), last: Math.floor((y.value + Math.max(300, view.value) - top()) / height()) }))
  const drawn = computed(() => {
    const first = Math.max(0, seen.value.first - overscan)
    return Array.from({ length: Math.max(0, Math.min(count(), seen.value.last + overscan + 1) - first) }, (_, n) => first + n)
  })

  function show(index: number): void {
    const element = scroller.value
    if (!element) return
    const [at, space] = [index * height(), element.clientHeight - top()]
    if (at < element.scrollTop) element.scrollTop = at
    else if (at + height() > element.scrollTop + space) element.scrollTop = at + height() - space
  }

  return { drawn, seen, show, page: () => Math.max(1, Math.floor(((scroller.value?.clientHeight ?? 400) - top()) / height()) - 1) }
}
