import { priorities, statuses } from '@/api/types'
import type { Priority, Status, Story } from '@/api/types'
import { placeOf } from '@/live/rank'
import { byName } from '@/ui/format'

/** What columns are by. */
export type ColumnKind = 'status' | 'assignee' | 'priority'
/** What lanes are by. */
export type LaneKind = 'none' | 'assignee' | 'priority' | 'label'
export const columnKinds: readonly ColumnKind[] = ['status', 'assignee', 'priority']
export const laneKinds: readonly LaneKind[] = ['none', 'assignee', 'priority', 'label']

/** Stories without an assignee, without a label. */
export const none = 'none'

/** Where a story stands. Its lane by label is that of its first one, so that it is on the board once. */
export function valueOf(story: Story, kind: ColumnKind | LaneKind): string {
  if (kind === 'status') return story.status
  if (kind === 'priority') return story.priority
  if (kind === 'assignee') return story.assigneeId ?? none
  return kind === 'label' ? (story.labels[0] ?? none) : ''
}

export type Cell = string
export const cellOf = (lane: string, column: string): Cell => `${column}\u0000${lane}`

/** What a move into another column or lane changes. */
export interface Change {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  labels?: string[]
}

export function changeFor(story: Story, kind: ColumnKind | LaneKind, value: string): Change {
  if (kind === 'none' || valueOf(story, kind) === value) return {}
  if (kind === 'status') return { status: value as Status }
  if (kind === 'priority') return { priority: value as Priority }
  if (kind === 'assignee') return { assigneeId: value === none ? null : value }
  // The label of the lane that it leaves goes, the others stay.
  const others = story.labels.slice(1).filter((label) => label !== value)
  return { labels: value === none ? others : [value, ...others] }
}

/** The cards of each cell in their order. A change of one card costs what its cells hold, not what the board holds. */
export class BoardModel {
  readonly #cells = new Map<Cell, string[]>()
  readonly #at = new Map<string, { cell: Cell; place: string }>()

  constructor(
    readonly columns: ColumnKind,
    readonly lanes: LaneKind,
  ) {}

  get size(): number {
    return this.#at.size
  }

  ids(): Iterable<string> {
    return this.#at.keys()
  }

  has(id: string): boolean {
    return this.#at.has(id)
  }

  cards(lane: string, column: string): readonly string[] {
    return this.#cells.get(cellOf(lane, column)) ?? []
  }

  /** The lanes that have cards, and how many. */
  laneSizes(): Map<string, number> {
    const sizes = new Map<string, number>()
    for (const [cell, ids] of this.#cells) {
      const lane = cell.slice(cell.indexOf('\u0000') + 1)
      if (ids.length > 0) sizes.set(lane, (sizes.get(lane) ?? 0) + ids.length)
    }
    return sizes
  }

  /** How many cards stand in each column. */
  columnSizes(): Map<string, number> {
    const sizes = new Map<string, number>()
    for (const [cell, ids] of this.#cells) {
      const column = cell.slice(0, cell.indexOf('\u0000'))
      sizes.set(column, (sizes.get(column) ?? 0) + ids.length)
    }
    return sizes
  }

  /** All at once: sorted once. */
  fill(stories: Iterable<Story>): void {
    this.#cells.clear()
    this.#at.clear()
    for (const story of stories) {
      const at = this.#where(story)
      this.#at.set(story.id, at)
      this.#cellOf(at.cell).push(story.id)
    }
    const place = (id: string): string => this.#at.get(id)!.place
    for (const ids of this.#cells.values()) ids.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
  }

  /** @returns Whether it stands somewhere else than before. */
  put(story: Story): boolean {
    const next = this.#where(story)
    const before = this.#at.get(story.id)
    if (before && before.cell === next.cell && before.place === next.place) return false
    this.remove(story.id)
    this.#at.set(story.id, next)
    const ids = this.#cellOf(next.cell)
    let [low, high] = [0, ids.length]
    while (low < high) {
      const mid = (low + high) >> 1
      if (this.#at.get(ids[mid]!)!.place < next.place) low = mid + 1
      else high = mid
    }
    ids.splice(low, 0, story.id)
    return true
  }

  remove(id: string): boolean {
    const before = this.#at.get(id)
    if (!before) return false
    const ids = this.#cellOf(before.cell)
    ids.splice(ids.indexOf(id), 1)
    return this.#at.delete(id)
  }

  #where(story: Story): { cell: Cell; place: string } {
    return { cell: cellOf(valueOf(story, this.lanes), valueOf(story, this.columns)), place: placeOf(story) }
  }

  #cellOf(cell: Cell): string[] {
    let ids = this.#cells.get(cell)
    if (!ids) this.#cells.set(cell, (ids = []))
    return ids
  }
}

/** The values of a kind in the order in which they are shown; those of people and labels by their names, nobody's first. */
export function ordered(kind: ColumnKind | LaneKind, found: Iterable<string>, nameOf: (value: string) => string): string[] {
  if (kind === 'status') return [...statuses]
  if (kind === 'priority') return [...priorities]
  if (kind === 'none') return ['']
  return [...new Set(found)].sort((a, b) => (a === none ? -1 : b === none ? 1 : byName(nameOf(a), nameOf(b))))
}
