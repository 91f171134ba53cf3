import type { Clause } from '@/live/filters'

/** The text without one of its parts. */
export const without = (text: string, { offset, length }: { offset: number; length: number }): string =>
  `${text.slice(0, offset).trimEnd()} ${text.slice(offset + length).trimStart()}`.trim()

interface Words {
  none: string
  last: (length: string) => string
  before: (length: string) => string
}
type Units = Record<'min' | 'h' | 'd' | 'w', (count: string) => string>

/** What a part of a filter takes, as people say it. */
export function saidOf(clause: Clause, words: Words, units: Units): string {
  return clause.values
    .map((value) => {
      const span = /^([<>])(\d+)(min|h|d|w)$/.exec(value.text)
      if (span) return (span[1] === '<' ? words.last : words.before)(units[span[3] as keyof Units](span[2]!))
      if (value.none) return words.none
      return clause.field === 'status' && value.words ? value.words.join(', ') : value.text
    })
    .join(', ')
}
