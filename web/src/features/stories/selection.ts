import { computed, shallowRef } from 'vue'

interface Rows {
  idsBetween: (from: number, to: number, most: number) => Promise<string[]>
}

/** The stories that are chosen. A range goes from where it began, also over rows that are not held. */
export function useSelection(rows: Rows, most: number) {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  let anchor: number | null = null
  let base: ReadonlySet<string> = new Set()
  let ranges = 0

  function toggle(id: string, index: number): void {
    const next = new Set(ids.value)
    if (!next.delete(id)) next.add(id)
    ids.value = base = next
    anchor = index
    ranges++
  }

  /** To a row, from where one was chosen last; from `start` when none was. What lay between before and does not now is let go. */
  async function extend(to: number, start: number): Promise<void> {
    anchor ??= start
    const mine = ++ranges
    const between = await rows.idsBetween(Math.min(anchor, to), Math.max(anchor, to), most)
    if (mine === ranges) ids.value = new Set([...base, ...between])
  }

  function set(next: readonly string[]): void {
    ids.value = base = new Set(next)
    anchor = null
    ranges++
  }

  return { ids, count: computed(() => ids.value.size), has: (id: string) => ids.value.has(id), toggle, extend, set, clear: () => set([]) }
}

export type Selection = ReturnType<typeof useSelection>
