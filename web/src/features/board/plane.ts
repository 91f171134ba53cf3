import { useElementSize, useEventListener } from '@vueuse/core'
import { computed, nextTick, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { useBoard } from './board'
import { cardHeights, gap, inView, lay } from './layout'
import type { Box, Layout } from './layout'
import { linesOf, measured } from './lines'
import { ordered } from './model'
import type { ColumnKind, LaneKind } from './model'

const headHeight = 44
/** A card's own margins: what is left of a column for its title. */
const padding = 2 * gap + 2 * 12 + 2
/** So near to the end more is read. */
const nearEnd = 2000

/** Where everything stands in the scrolled plane, and which of it is looked at. */
export function usePlane(
  board: ReturnType<typeof useBoard>,
  scroller: Ref<HTMLElement | null>,
  folded: () => ReadonlySet<string>,
  name: (kind: ColumnKind | LaneKind, value: string) => string,
  always: () => readonly (string | null)[],
) {
  const { width, height } = useElementSize(scroller)
  const scrolled = shallowRef({ left: 0, top: 0 })
  /** Only what others do moves slowly; a window that changes its size moves nothing. */
  const calm = shallowRef(false)
  let frame = 0

  const layout = computed((): Layout => {
    void measured.value
    const model = board.model.value
    const columns = ordered(model.columns, [...model.columnSizes().keys(), ...board.beyond.value.keys()], (value) => name(model.columns, value))
    const sizes = model.laneSizes()
    const lanes = ordered(model.lanes, sizes.keys(), (value) => name(model.lanes, value)).filter((lane) => model.lanes === 'none' || sizes.has(lane))
    const room = { width: width.value, height: height.value - headHeight, narrow: width.value < 640 }
    const inner = (columnWidth: number): number => columnWidth - padding
    return lay(model, columns, lanes, folded(), room, (id, columnWidth) => linesOf(board.story(id)?.title ?? '', inner(columnWidth)))
  })

  const visible = computed((): Box[] => {
    const found = inView(layout.value, { ...scrolled.value, width: width.value, height: height.value })
    for (const id of always()) {
      const box = id && !found.some((one) => one.id === id) ? boxOf(id) : null
      if (box) found.push(box)
    }
    return found
  })

  function boxOf(id: string): Box | null {
    for (const lane of layout.value.lanes) {
      for (const column of layout.value.columns) {
        const box = layout.value.boxes(lane.key, column.key).find((one) => one.id === id)
        if (box) return box
      }
    }
    return null
  }

  useEventListener(scroller, 'scroll', () => {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      scrolled.value = { left: scroller.value?.scrollLeft ?? 0, top: scroller.value?.scrollTop ?? 0 }
    })
  })
  watch([scrolled, layout], () => {
    if (scrolled.value.top + height.value > layout.value.height - nearEnd) void board.loadMore()
  })
  watch(
    [width, measured, board.loaded],
    () => {
      calm.value = false
      void nextTick(() => requestAnimationFrame(() => requestAnimationFrame(() => (calm.value = board.loaded.value))))
    },
    { immediate: true },
  )

  /** Scrolls as little as shows a part of the plane. */
  function reveal(box: { x: number; y: number; height: number }): void {
    const element = scroller.value
    if (!element) return
    const [top, bottom] = [box.y - gap, box.y + box.height + gap - (height.value - headHeight)]
    if (element.scrollTop > top) element.scrollTop = top
    else if (element.scrollTop < bottom) element.scrollTop = bottom
    const [left, right] = [box.x - gap - layout.value.gutter, box.x + layout.value.columnWidth - width.value]
    if (element.scrollLeft > left) element.scrollLeft = left
    else if (element.scrollLeft < right) element.scrollLeft = right
  }

  /** The card next to one in a direction; null: there is none. */
  function next(id: string, key: string): string | null {
    const { lanes, columns, boxes } = layout.value
    const open = lanes.filter((lane) => !lane.folded)
    for (const [laneAt, lane] of open.entries()) {
      for (const [columnAt, column] of columns.entries()) {
        const at = boxes(lane.key, column.key).findIndex((box) => box.id === id)
        if (at < 0) continue
        if (key === 'ArrowUp' || key === 'ArrowDown') {
          const by = key === 'ArrowUp' ? -1 : 1
          const beside = boxes(lane.key, column.key)[at + by]
          if (beside) return beside.id
          for (let other = laneAt + by; open[other]; other += by) {
            const cell = boxes(open[other]!.key, column.key)
            if (cell.length > 0) return cell.at(by < 0 ? -1 : 0)!.id
          }
          return null
        }
        const by = key === 'ArrowLeft' ? -1 : 1
        for (let other = columnAt + by; columns[other]; other += by) {
          const cell = boxes(lane.key, columns[other]!.key)
          if (cell.length > 0) return cell[Math.min(at, cell.length - 1)]!.id
        }
        return null
      }
    }
    return null
  }

  const linesAt = (box: Box): 1 | 2 => (box.height === cardHeights[0] ? 1 : 2)
  return { layout, visible, calm, boxOf, reveal, next, linesAt }
}
