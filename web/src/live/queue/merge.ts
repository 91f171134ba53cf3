import { mergeTexts } from './texts'

/** Whether two values of a field say the same. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Labels are a set: what one put there and what the other took away both count. */
export function mergeLabels(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const kept = theirs.filter((label) => mine.includes(label) || !base.includes(label))
  return [...kept, ...mine.filter((label) => !base.includes(label) && !kept.includes(label))]
}

export interface Merged<T> {
  /** What is left to be changed, as it is to be; empty: it stands there so already. */
  change: Partial<T>
  /** Fields that both changed, each to something else. */
  conflicts: (keyof T & string)[]
}

/** Joins two changes of the same thing, field by field. */
export async function merge<T extends object>(base: Partial<T>, mine: Partial<T>, theirs: T): Promise<Merged<T>> {
  const change: Partial<T> = {}
  const conflicts: (keyof T & string)[] = []
  for (const field of Object.keys(mine) as (keyof T & string)[]) {
    const [before, wanted, there] = [base[field], mine[field], theirs[field]]
    if (isSame(wanted, there)) continue
    if (isSame(before, there)) change[field] = wanted
    else if (field === 'labels') change[field] = mergeLabels(before as string[], wanted as string[], there as string[]) as T[typeof field]
    else if (field === 'description') {
      const { text, clean } = await mergeTexts(before as string, wanted as string, there as string)
      if (clean) change[field] = text as T[typeof field]
      else conflicts.push(field)
    } else conflicts.push(field)
  }
  // Labels that were joined may be those that are there.
  for (const field of Object.keys(change) as (keyof T & string)[]) if (isSame(change[field], theirs[field])) delete change[field]
  return { change, conflicts }
}
