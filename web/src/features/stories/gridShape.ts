import { useElementSize, useMediaQuery } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { rowHeight } from '@/ui/density'
import type { Columns } from './columns'

/** Of a row with a title of two lines. */
const tallHeight = 80
const whereNarrow = ['priority', 'key', 'status', 'title']

/** How rows are laid out in the room that the list has, and for the hand that points. */
export function useGridShape(scroller: Readonly<Ref<HTMLElement | null>>, columns: Columns, mayWrite: Ref<boolean>) {
  const { width } = useElementSize(scroller)
  const isNarrow = computed(() => width.value > 0 && width.value < 600)
  const isPhone = useMediaQuery('(max-width: 767px)')
  const isCoarse = useMediaQuery('(pointer: coarse)')
  const tall = computed(() => isNarrow.value && (isPhone.value || isCoarse.value))
  const height = computed(() => ({ row: tall.value ? tallHeight : rowHeight.value, head: rowHeight.value }))
  const top = computed(() => (isNarrow.value ? 0 : 32))
  const selecting = computed(() => mayWrite.value && !isNarrow.value)
  const shown = computed(() => columns.shown.value.filter(({ id }) => !isNarrow.value || whereNarrow.includes(id)))
  const template = computed(() => `${selecting.value ? '16px ' : ''}${shown.value.map(({ id, width: w }) => (id === 'title' ? 'minmax(0, 1fr)' : `${w}px`)).join(' ')}`)
  return { isNarrow, isCoarse, tall, height, top, selecting, shown, template }
}
