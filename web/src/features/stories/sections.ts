import { computed } from 'vue'
import type { Ref } from 'vue'
import type { ListWindow } from './window'

export interface Group {
  /** What its stories share; null: they have none; undefined: the list is not in groups. */
  value: string | null | undefined
  folded: boolean
  rows: ListWindow
}

export type Row = { kind: 'group'; key: string; group: Group } | { kind: 'story'; key: string; group: Group; id: string | null; index: number }

/** Groups one beneath the other as the rows of one list: a head each, where there are groups, and the stories of those that are not folded. */
export function useSections(groups: Ref<readonly Group[]>, isGrouped: Ref<boolean>, tick: Ref<number>) {
  const head = (): number => (isGrouped.value ? 1 : 0)

  /** Where each group begins, its head counted. */
  const sections = computed(() => {
    void tick.value
    let start = 0
    return groups.value.map((group) => {
      const rows = group.folded ? 0 : group.rows.total
      const section = { group, folded: group.folded, start, rows, size: rows + head() }
      start += section.size
      return section
    })
  })
  const size = computed(() => sections.value.reduce((sum, section) => sum + section.size, 0))

  const rowOf = (group: Group): number => (sections.value.find((section) => section.group === group)?.start ?? 0) + head()

  function row(index: number): Row | null {
    const section = sections.value.findLast((one) => one.start <= index)
    if (!section || index >= section.start + section.size) return null
    const { group } = section
    const name = group.value === undefined ? '' : `${group.value}`
    if (isGrouped.value && index === section.start) return { kind: 'group', key: `group ${name}`, group }
    const at = index - section.start - head()
    const id = group.rows.at(at)
    return { kind: 'story', key: id === null ? `row ${index}` : isGrouped.value ? `${name} ${id}` : id, group, id, index: at }
  }

  /** The first row that shows a story; -1: it is not held. */
  function indexOf(id: string): number {
    for (const section of sections.value) {
      const at = section.group.folded ? -1 : section.group.rows.indexOf(id)
      if (at >= 0) return section.start + head() + at
    }
    return -1
  }

  return { sections, size, head, row, rowOf, indexOf }
}
