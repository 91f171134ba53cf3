import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import board from '@/i18n/en/board'
import { useText } from '@/i18n/text'
import type { Story } from '@/api/types'
import { step, targetAt } from './layout'
import type { Layout, Target } from './layout'
import { valueOf } from './model'
import type { ColumnKind, LaneKind } from './model'

export interface Carried {
  id: string
  from: Target
  target: Target
  /** Where it hangs in the window; null: the keyboard holds it. */
  at: { x: number; y: number } | null
  /** The pointer's place on it. */
  grip: { x: number; y: number }
}

/** A card that is lifted, and the place where it would be dropped. */
export function useCarry(layout: Ref<Layout>, story: (id: string) => Story | null, kinds: () => { columns: ColumnKind; lanes: LaneKind }, name: (kind: ColumnKind | LaneKind, value: string) => string) {
  const text = useText(board)
  const carried = shallowRef<Carried | null>(null)
  /** For those who hear the board. */
  const said = shallowRef('')

  const keyOf = (id: string): string => story(id)?.key ?? ''

  /** Where a card stands. */
  function placeOf(id: string): Target | null {
    const one = story(id)
    if (!one) return null
    const [lane, column] = [valueOf(one, kinds().lanes), valueOf(one, kinds().columns)]
    const index = layout.value.boxes(lane, column).findIndex((box) => box.id === id)
    return index < 0 ? null : { lane, column, index }
  }

  function told({ lane, column, index }: Target, id: string): string {
    const count = layout.value.boxes(lane, column).filter((box) => box.id !== id).length + 1
    const title = name(kinds().columns, column)
    return kinds().lanes === 'none' ? text.place(title, index + 1, count) : text.placeIn(title, index + 1, count, name(kinds().lanes, lane))
  }

  function lift(id: string, at: Carried['at'], grip = { x: 0, y: 0 }): boolean {
    const from = placeOf(id)
    if (!from || keyOf(id) === '') return false
    carried.value = { id, from, target: from, at, grip }
    said.value = text.lifted(keyOf(id), told(from, id))
    return true
  }

  /** The pointer is at a place of the window; the plane's corner is at another. */
  function drag(at: { x: number; y: number }, corner: { x: number; y: number }): void {
    const one = carried.value
    if (!one) return
    const target = targetAt(layout.value, at.x - corner.x, at.y - corner.y, one.id) ?? one.target
    carried.value = { ...one, at, target }
  }

  function go(key: string): void {
    const one = carried.value
    if (!one) return
    const target = step(layout.value, one.target, key, one.id)
    carried.value = { ...one, target }
    said.value = told(target, one.id)
  }

  /** @returns Where it is to go; null: it is not moved. */
  function drop(): { id: string; target: Target } | null {
    const one = carried.value
    carried.value = null
    if (!one) return null
    const { from, target, id } = one
    const stays = from.lane === target.lane && from.column === target.column && from.index === target.index
    said.value = stays ? text.returned(keyOf(id)) : text.dropped(keyOf(id), told(target, id))
    return stays ? null : { id, target }
  }

  function cancel(): void {
    if (carried.value) said.value = text.returned(keyOf(carried.value.id))
    carried.value = null
  }

  const place = computed(() => (carried.value ? told(carried.value.target, carried.value.id) : ''))
  return { carried, said, place, keyOf, placeOf, lift, drag, go, drop, cancel }
}
