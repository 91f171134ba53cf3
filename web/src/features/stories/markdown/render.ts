import { answer, http } from '@/api/client'
import { onEnd } from '@/api/person'

const most = 100
const known = new Map<string, Promise<string>>()

// What one person's texts look like is nothing to the next.
onEnd(() => known.clear())

/** A text as HTML, made by the server. The newest are remembered: the same text always looks the same. */
export function render(text: string): Promise<string> {
  const before = known.get(text)
  if (before) {
    known.delete(text)
    known.set(text, before)
    return before
  }
  const html = answer(http.POST('/api/markdown', { body: { text } })).then(({ data }) => data.html)
  known.set(text, html)
  html.catch(() => known.delete(text))
  if (known.size > most) known.delete(known.keys().next().value!)
  return html
}

/** The text with a box ticked or cleared; null: there is no box at that place any more. */
export function ticked(text: string, at: number, checked: boolean): string | null {
  if (!/^\[[ xX]\]/.test(text.slice(at, at + 3))) return null
  return `${text.slice(0, at + 1)}${checked ? 'x' : ' '}${text.slice(at + 2)}`
}
