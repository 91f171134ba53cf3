import type { LocationQuery } from 'vue-router'
import { statuses } from '@/api/types'
import type { Story } from '@/api/types'
import { numberOf } from './filter'

const sortKeys = ['created', 'updated', 'priority', 'title', 'status', 'assignee'] as const
export type SortKey = (typeof sortKeys)[number]
export type Sort = SortKey | `-${SortKey}`
export const groupings = ['status', 'assignee', 'label'] as const
export type Grouping = (typeof groupings)[number]

/** How the list is put, beside what is in it: it stands in the address, so that Back, a reload and a link keep it. */
export interface Order {
  sort: Sort
  group: Grouping | null
}

export const usualSort: Sort = '-created'

export function readOrder(query: LocationQuery): Order {
  const sort = typeof query.sort === 'string' && sortKeys.some((key) => query.sort === key || query.sort === `-${key}`) ? (query.sort as Sort) : usualSort
  const group = groupings.find((one) => one === query.group) ?? null
  return { sort, group }
}

export const writeOrder = ({ sort, group }: Order): LocationQuery => ({ ...(sort === usualSort ? {} : { sort }), ...(group ? { group } : {}) })

export const keyOf = (sort: Sort): SortKey => (sort.startsWith('-') ? sort.slice(1) : sort) as SortKey

/** The next order of a column: what is new or weighs more comes first, then the other way round. */
export function toggled(sort: Sort, key: SortKey): Sort {
  const first: Sort = key === 'title' || key === 'status' || key === 'assignee' ? key : `-${key}`
  const other: Sort = first === key ? `-${key}` : key
  return sort === first ? other : first
}

const weights = ['None', 'Low', 'Medium', 'High', 'Urgent']

function valueOf(story: Story, key: SortKey): string | number {
  switch (key) {
    case 'created':
      return 0
    case 'updated':
      return Date.parse(story.updatedAt)
    case 'priority':
      return weights.indexOf(story.priority)
    case 'title':
      return story.title
    case 'status':
      return statuses.indexOf(story.status)
    case 'assignee':
      // Nobody's come after everybody's.
      return story.assigneeId ?? 'g'
  }
}

/** The server's order, told of two stories. */
export function compareBy(sort: Sort): (a: Story, b: Story) => number {
  const [key, way] = [keyOf(sort), sort.startsWith('-') ? -1 : 1]
  return (a, b) => {
    const [x, y] = [valueOf(a, key), valueOf(b, key)]
    if (x !== y) return x < y ? -way : way
    const [m, n] = [numberOf(a), numberOf(b)]
    return m === n ? 0 : m < n ? -way : way
  }
}

/** The groups a story is in: one with several labels is in several. */
export function groupsOf(story: Story, by: Grouping): (string | null)[] {
  if (by === 'status') return [story.status]
  if (by === 'assignee') return [story.assigneeId ?? null]
  return story.labels.length > 0 ? story.labels : [null]
}

/** What takes the stories of a group. */
export function groupQuery(by: Grouping, value: string | null): { status?: Story['status']; assignee?: string; label?: string } {
  if (by === 'status') return { status: value as Story['status'] }
  return by === 'assignee' ? { assignee: value ?? 'none' } : { label: value ?? '' }
}

/** What is worked on first; then by number, as the server has them; those in none last. */
export function sortGroups<T extends { value: string | null }>(groups: readonly T[], by: Grouping): T[] {
  const works = ['In Progress', 'Open', 'Done']
  return [...groups].sort((a, b) =>
    by === 'status' ? works.indexOf(a.value!) - works.indexOf(b.value!) : Number(a.value === null) - Number(b.value === null),
  )
}
