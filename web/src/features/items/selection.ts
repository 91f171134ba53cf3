import { computed, shallowRef } from 'vue'
import type { Item } from '@/api/types'

/** The items that are chosen, as they were when they were; at most so many. */
export function useChosen(most: number, tooMany: () => void) {
  const chosen = shallowRef<ReadonlyMap<string, Item>>(new Map())
  let anchor: number | null = null

  function put(next: Map<string, Item>): void {
    if (next.size > most) tooMany()
    else chosen.value = next
  }

  function toggle(item: Item, index: number): void {
    const next = new Map(chosen.value)
    if (!next.delete(item.id)) next.set(item.id, item)
    put(next)
    anchor = index
  }

  /** Up to a row, from where one was chosen last. */
  function extend(rows: readonly Item[], to: number, start: number): void {
    anchor ??= start
    const between = rows.slice(Math.min(anchor, to), Math.max(anchor, to) + 1)
    put(new Map([...chosen.value, ...between.map((item) => [item.id, item] as const)]))
  }

  function clear(): void {
    chosen.value = new Map()
    anchor = null
  }

  const items = computed(() => [...chosen.value.values()])
  const all = (rows: readonly Item[]): void => put(new Map(rows.map((item) => [item.id, item])))
  return { items, count: computed(() => chosen.value.size), has: (id: string) => chosen.value.has(id), toggle, extend, all, clear }
}

export type Chosen = ReturnType<typeof useChosen>
