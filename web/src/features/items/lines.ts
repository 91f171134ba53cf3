import type { Failure } from '@/api/failure'
import items from '@/i18n/en/items'
import { useText } from '@/i18n/text'

const text = useText(items)

/** What the server said of single items: itemIds[17] is the eighteenth. */
export function linesOf(failure: Failure, step: readonly string[]): ReadonlyMap<string, string> {
  const found = Object.entries(failure.problem?.errors ?? {}).flatMap(([field, said]) => {
    const item = step[Number(/^itemIds\[(\d+)\]$/.exec(field)?.[1] ?? -1)]
    return item ? [[item, said[0] ?? ''] as const] : []
  })
  // One that waits for somebody already is named in the sentence.
  const named = failure.kind === 'transfer-awaits' ? step.filter((id) => failure.problem?.detail?.includes(id)).map((id) => [id, text.handing.waitsAlready] as const) : []
  return new Map([...found, ...named])
}
