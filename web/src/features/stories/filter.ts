import type { LocationQuery } from 'vue-router'
import type { Status, Story } from '@/api/types'

export interface Filter {
  status: Status | null
  text: string
}

const words: Record<Status, string> = { Open: 'open', 'In Progress': 'in-progress', Done: 'done' }

/** The filter as it stands in the address. */
export function readFilter(query: LocationQuery): Filter {
  const status = (Object.keys(words) as Status[]).find((one) => words[one] === query.status) ?? null
  return { status, text: typeof query.q === 'string' ? query.q : '' }
}

export function writeFilter(filter: Filter): LocationQuery {
  return { ...(filter.status ? { status: words[filter.status] } : {}), ...(filter.text ? { q: filter.text } : {}) }
}

export const numberOf = (story: Story): number => {
  const number = Number(story.key.slice(story.key.lastIndexOf('-') + 1))
  // One that is being made has no number yet, and will have the highest.
  return story.key === '' ? Infinity : number
}

/** What the server's list takes, told of one story. */
export function matches(story: Story, filter: Filter): boolean {
  if (filter.status && story.status !== filter.status) return false
  if (!filter.text) return true
  const text = filter.text.toLowerCase()
  return (
    story.title.toLowerCase().includes(text) || story.description.toLowerCase().includes(text) || String(numberOf(story)).includes(text)
  )
}
