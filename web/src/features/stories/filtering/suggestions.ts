import { answer, http } from '@/api/client'
import { zone } from '@/live/filters'

export interface Suggestion {
  /** What is written for it. */
  text: string
  /** What is shown; empty: that there is none. */
  name: string
  /** Stories that have it; null: it is the name of a field. */
  count: number | null
  userId: string | null
}

/** Where something is being typed that can be completed. */
export interface Typing {
  /** Null: a field is chosen. */
  field: Field | null
  start: number
  end: number
  typed: string
  /** The filter without the part that is being typed. */
  rest: string
}

export const fields = ['status', 'label', 'assignee', 'priority', 'created', 'updated', 'title', 'key', 'tasks', 'is', 'has', 'sort'] as const
const counted = ['label', 'assignee', 'status', 'priority'] as const
export type Field = (typeof counted)[number]

/** The part of the text before the caret; it knows blanks, quotation marks and commas, and nothing else of the grammar. */
export function typingAt(text: string, caret: number): Typing | null {
  if (caret < text.length && !/\s/.test(text[caret]!)) return null
  let [start, value, quoted] = [0, -1, false]
  for (let at = 0; at < caret; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (/\s/.test(sign)) [start, value] = [at + 1, -1]
    else if (sign === ':' && value < 0) value = at + 1
    else if (sign === ',' && value >= 0) value = at + 1
  }
  const rest = `${text.slice(0, start)}${text.slice(caret)}`.replace(/\s+/g, ' ').trim()
  const begin = text[start] === '-' ? start + 1 : start
  if (value < 0) return /^[a-z-]*$/i.test(text.slice(begin, caret)) ? { field: null, start: begin, end: caret, typed: text.slice(begin, caret), rest } : null
  const name = text.slice(begin, text.indexOf(':', begin)).toLowerCase()
  const field = counted.find((one) => one === name)
  return field ? { field, start: value, end: caret, typed: text.slice(value, caret).replace(/^"/, ''), rest } : null
}

export async function suggest(projectId: string, typing: Typing): Promise<{ items: Suggestion[]; isExact: boolean }> {
  if (typing.field === null) {
    const items = fields.filter((field) => field.startsWith(typing.typed.toLowerCase())).map((field) => ({ text: `${field}:`, name: field, count: null, userId: null }))
    return { items, isExact: true }
  }
  const { data } = await answer(
    http.GET('/api/stories/completions', {
      params: { query: { projectId, field: typing.field, text: typing.typed || undefined, filter: typing.rest || undefined, zone: zone() } },
    }),
  )
  return { items: data.items.map(({ text, name, count, userId }) => ({ text, name, count, userId: userId ?? null })), isExact: data.isExact }
}

/** The text with what was chosen, and where the caret stands then. */
export function complete(text: string, typing: Typing, suggestion: Suggestion): { text: string; caret: number } {
  const written = suggestion.count === null ? suggestion.text : `${suggestion.text} `
  const after = text.slice(typing.end)
  return { text: text.slice(0, typing.start) + written + (written.endsWith(' ') ? after.trimStart() : after), caret: typing.start + written.length }
}
