/** Where in a text the letters of a query stand: [from, to) of each place. */
export type Places = readonly (readonly [number, number])[]

export interface Match {
  /** Higher fits better. */
  score: number
  places: Places
}

/** One letter for each of the text's, without case and marks: places stay where they are. */
const folded = (text: string): string =>
  Array.from(text, (letter) => [...letter.normalize('NFD')][0]!.toLowerCase().padEnd(letter.length).slice(0, letter.length)).join('')

/** Each word of the query stands somewhere in the text; best at its beginning, then at a word's. Null: one of them doesn't. */
export function match(text: string, query: string): Match | null {
  const within = folded(text)
  const words = folded(query).split(/\s+/).filter(Boolean)
  const places: [number, number][] = []
  let score = 0
  for (const word of words) {
    const at = best(within, word)
    if (at < 0) return null
    score += at === 0 ? 3 : isWordStart(within, at) ? 2 : 1
    places.push([at, at + word.length])
  }
  return { score: score / Math.max(1, words.length), places: joined(places) }
}

function best(text: string, word: string): number {
  const first = text.indexOf(word)
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (isWordStart(text, at)) return at
  return first
}

const isWordStart = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)

function joined(places: [number, number][]): Places {
  const result: [number, number][] = []
  for (const [from, to] of places.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}
