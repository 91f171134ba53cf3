import type { LocationQuery } from 'vue-router'
import type { Story } from '@/api/types'
import { takes, whatIsKnown, zone } from '@/live/filters'

/** Which stories are shown: a text in the grammar of filters, which is the server's. */
export interface Filter {
  text: string
}

/** The filter as it stands in the address; as older addresses have it too. */
export function readFilter(query: LocationQuery): Filter {
  if (typeof query.filter === 'string') return { text: query.filter }
  const status = typeof query.status === 'string' ? [`status:${query.status}`] : []
  const words = typeof query.q === 'string' ? [query.q] : []
  return { text: [...status, ...words].join(' ') }
}

export const writeFilter = ({ text }: Filter): LocationQuery => (text ? { filter: text } : {})

/** The filter as the API takes it. */
export const paramsOf = ({ text }: Filter) => (text ? { filter: text, zone: zone() } : {})

/** Whether the text says an order of its own. */
export const saysOrder = ({ text }: Filter): boolean => /(^|\s)sort:/i.test(text)

export const numberOf = (story: Story): number => {
  const number = Number(story.key.slice(story.key.lastIndexOf('-') + 1))
  // One that is being made has no number yet, and will have the highest.
  return story.key === '' ? Infinity : number
}

/** Whether the server's list takes a story; null: only the server knows. */
export function matches(story: Story, { text }: Filter): boolean | null {
  if (!text) return true
  const explained = whatIsKnown(story.projectId, text)
  return explained && takes(story, explained)
}
