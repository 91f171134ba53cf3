import type { Split } from './query'
import type { SeriesName } from './series'

/** What a series can be split by: people by what they did, labels by the story's then, base items by the item's. */
export function splitsOf(series: SeriesName | undefined, everywhere: boolean): Split[] {
  const [noun, what] = series?.split('.') ?? []
  const isLevel = ['open', 'inProgress', 'done', 'held'].includes(what ?? '')
  return [
    ...(everywhere ? (['project'] as const) : []),
    ...(isLevel ? [] : (['person'] as const)),
    ...(noun === 'stories' && !isLevel ? (['label'] as const) : []),
    ...(series === 'items.created' ? (['baseItem'] as const) : []),
  ]
}
