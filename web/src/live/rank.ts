import type { Story } from '@/api/types'

/*
 * Where a story stands among the others: the same texts as Throughline.Domain's Rank makes. What is made here is only shown until
 * the server, who knows the stories that this page does not have, says where the story went.
 */

const cellLength = 10
const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
const most = 2_147_483_647

const cellOf = (number: number): string => String(most - number).padStart(cellLength, '0')

/** Its place as a text; ordinal order is the order. One that is being made has no number yet, and will have the highest. */
export function placeOf(story: Pick<Story, 'key' | 'rank'>): string {
  return story.rank ?? (story.key === '' ? '0' : cellOf(Number(story.key.slice(story.key.lastIndexOf('-') + 1))))
}

/** A place between two; null: there is none on that side. */
export function between(low: string | null, high: string | null): string {
  if (low === null) {
    if (high === null) return `${cellOf(0)}i`
    const [cell, rest] = split(high)
    return rest ? cell + middle('', rest) : `${String(Number(cell) - 1).padStart(cellLength, '0')}i`
  }
  const [cell, rest] = split(low)
  return cell + middle(rest, high?.startsWith(cell) ? high.slice(cellLength) : null)
}

const split = (place: string): [string, string] => [place.slice(0, cellLength), place.slice(cellLength)]
const digit = (text: string, at: number): number => (at < text.length ? digits.indexOf(text[at]!) : 0)

function middle(low: string, high: string | null): string {
  let at = 0
  while (high !== null && at < high.length && digit(low, at) === digit(high, at)) at++
  const same = high?.slice(0, at) ?? ''
  const [a, b] = [digit(low, at), high === null ? digits.length : digit(high, at)]
  if (b - a > 1) return same + digits[(a + b) >> 1]
  return same + digits[a] + middle(low.slice(at + 1), null)
}
