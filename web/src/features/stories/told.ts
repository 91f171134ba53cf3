import type panel from '@/i18n/en/panel'
import type { StoryChange } from '@/live/queue/change'

type Text = (typeof panel)['texts']

const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length

/** A change of a story in a few words, as it stands in the list of what waits. */
export function describeStoryChange(change: StoryChange, text: Text): string {
  const fields = Object.keys(change) as (keyof StoryChange)[]
  const [only] = fields
  if (fields.length !== 1 || !only) return fields.map((field) => text.fields[field]).join(', ')
  if (only === 'title') return text.changedTo(text.fields.title, change.title ?? '')
  if (only === 'priority') return text.changedTo(text.fields.priority, text.priorities[change.priority!])
  if (only === 'labels') return text.changedTo(text.fields.labels, change.labels?.join(', ') || text.nothing)
  if (only === 'description') return text.wordsOf(wordCount(change.description ?? ''))
  return text.fields[only]
}
