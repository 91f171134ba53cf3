/** A word with the space behind it: so few pieces are alike that texts are not torn apart at every blank. */
export const words = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+\s*|[^\p{L}\p{N}_\s]\s*/gu) ?? []
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? []

export interface MergedText {
  text: string
  /** False: both changed the same place; there the text has first mine and then theirs. */
  clean: boolean
}

/** Joins two changes of one text: line by line, and word by word where both changed the same lines. */
export async function mergeTexts(base: string, mine: string, theirs: string): Promise<MergedText> {
  const { diff3Merge } = await import('node-diff3')
  const joined = (a: string[], o: string[], b: string[], conflict: (a: string[], o: string[], b: string[]) => MergedText): MergedText => {
    const parts = diff3Merge(a, o, b, { excludeFalseConflicts: true }).map(({ ok, conflict: clash }) =>
      ok ? { text: ok.join(''), clean: true } : conflict(clash!.a, clash!.o, clash!.b),
    )
    return { text: parts.map(({ text }) => text).join(''), clean: parts.every(({ clean }) => clean) }
  }
  const both = (a: string[], _: string[], b: string[]): MergedText => ({ text: joinBoth(a.join(''), b.join('')), clean: false })
  return joined(lines(mine), lines(base), lines(theirs), (a, o, b) => joined(words(a.join('')), words(o.join('')), words(b.join('')), both))
}

const joinBoth = (mine: string, theirs: string): string => (mine === '' || /\s$/.test(mine) || theirs === '' ? mine + theirs : `${mine} ${theirs}`)

export interface Marked {
  text: string
  /** It is not in the other text. */
  isNew: boolean
}

/** A text with what is not in another one marked. */
export async function marked(before: string, after: string): Promise<Marked[]> {
  const { diffIndices } = await import('node-diff3')
  const [old, now] = [words(before), words(after)]
  const parts: Marked[] = []
  let at = 0
  for (const { buffer2 } of diffIndices(old, now)) {
    const [from, length] = buffer2
    parts.push({ text: now.slice(at, from).join(''), isNew: false }, { text: now.slice(from, from + length).join(''), isNew: true })
    at = from + length
  }
  return [...parts, { text: now.slice(at).join(''), isNew: false }].filter(({ text }) => text !== '')
}
