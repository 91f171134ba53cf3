import { useElementSize, useScroll } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'

interface Section {
  start: number
  size: number
}

const overscan = 10

/** Rows of equal height in sections that may have a head: which are seen is arithmetic, however many there are. */
export function useVirtual(
  scroller: Ref<HTMLElement | null>,
  sections: Readonly<Ref<readonly Section[]>>,
  heads: Readonly<Ref<boolean>>,
  height: ComputedRef<{ row: number; head: number }>,
  top: ComputedRef<number>,
) {
  const { y } = useScroll(scroller)
  const { height: view } = useElementSize(scroller)
  const headOf = (): number => (heads.value ? height.value.head : 0)
  const rowsIn = (section: Section): number => section.size - (heads.value ? 1 : 0)

  const tops = computed(() => {
    let at = 0
    const all = sections.value.map((section) => {
      const begins = at
      at += headOf() + rowsIn(section) * height.value.row
      return begins
    })
    return { all, total: at }
  })

  function topOf(index: number): number {
    const n = sections.value.findLastIndex((section) => section.start <= index)
    if (n < 0) return 0
    const within = index - sections.value[n]!.start
    const begins = tops.value.all[n]!
    if (!heads.value) return begins + within * height.value.row
    return within === 0 ? begins : begins + headOf() + (within - 1) * height.value.row
  }

  function indexAt(pixel: number): number {
    const n = tops.value.all.findLastIndex((begins) => begins <= pixel)
    if (n < 0) return 0
    const [section, within] = [sections.value[n]!, pixel - tops.value.all[n]!]
    if (heads.value && within < headOf()) return section.start
    const row = Math.floor((within - headOf()) / height.value.row) + (heads.value ? 1 : 0)
    return section.start + Math.max(0, Math.min(section.size - 1, row))
  }

  const seen = computed(() => ({ first: indexAt(y.value), last: indexAt(Math.max(0, y.value + Math.max(view.value, 300) - top.value)) }))
  const drawn = computed(() => {
    const last = sections.value.at(-1)
    const size = last ? last.start + last.size : 0
    return { first: Math.max(0, seen.value.first - overscan), last: Math.min(size - 1, seen.value.last + overscan) }
  })

  // Rows of another height: what is read stays where it is read.
  watch(() => height.value.row, (now, before) => scroller.value?.scrollTo({ top: (scroller.value.scrollTop * now) / before }), { flush: 'post' })

  function show(index: number): void {
    const element = scroller.value
    if (!element) return
    const at = topOf(index)
    const space = element.clientHeight - top.value
    if (at < element.scrollTop) element.scrollTop = at
    else if (at + height.value.row > element.scrollTop + space) element.scrollTop = at + height.value.row - space
  }

  return { total: computed(() => tops.value.total), seen, drawn, topOf, show, y }
}
