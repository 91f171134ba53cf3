import type { Clause } from '@/live/filters'

/** The text without one of its parts. */
export const without = (text: string, { offset, length }: { offset: number; length: number }): string =>
  `${text.slice(0, offset).trimEnd()} ${text.slice(offset + length).trimStart()}`.trim()

/** What a status or a priority is called in the language that is shown; anything else is called as it is written. */
export function namedIn(names: { statuses: Readonly<Record<string, string>>; priorities: Readonly<Record<string, string>> }, field: string, word: string): string {
  const of = field === 'status' ? names.statuses : field === 'priority' ? names.priorities : {}
  return Object.entries(of).find(([name]) => name.toLowerCase() === word.toLowerCase())?.[1] ?? word
}

interface Words {
  none: string
  last: (length: string) => string
  before: (length: string) => string
}
type Units = Record<'min' | 'h' | 'd' | 'w', (count: string) => string>

/** What a part of a filter takes, as people say it. */
export function saidOf(clause: Clause, words: Words, units: Units, named: (field: string, word: string) => string = (_, word) => word): string {
  return clause.values
    .map((value) => {
      const span = /^([<>])(\d+)(min|h|d|w)$/.exec(value.text)
      if (span) return (span[1] === '<' ? words.last : words.before)(units[span[3] as keyof Units](span[2]!))
      if (value.none) return words.none
      const said = clause.field === 'status' && value.words ? value.words : [value.text]
      return said.map((word) => named(clause.field, word)).join(', ')
    })
    .join(', ')
}
