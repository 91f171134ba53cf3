import explore from '@/i18n/en/explore'
import { useText } from '@/i18n/text'
import { hours, number } from '@/ui/format'
import type { Column, Shown } from './buckets'
import type { ExploreQuery } from './query'
import type { SeriesName } from './series'

const text = useText(explore)

/** The tokens of their colours, in their order; what is left over has none. */
export const colors = ['c1', 'c2', 'c3', 'c4', 'faint'] as const
export type Color = (typeof colors)[number]

/** In full, so that the style sheet has them. */
export const fills: Record<Color, string> = { c1: 'fill-c1', c2: 'fill-c2', c3: 'fill-c3', c4: 'fill-c4', faint: 'fill-faint' }

/** A column as it is drawn. */
export interface Drawn {
  label: string
  color: Color
  column: Column
  values: readonly number[]
  before: readonly number[] | null
}

export const valueText = (value: number, column: Column): string => (column.isTime ? hours(value) : number(value))

const programId = '00000000-0000-0000-0000-000000000000'

function childName({ of }: Column): string {
  if (of?.id === programId) return text.program
  return of?.id === null ? text.others : (of?.name ?? text.gone)
}

export function drawn(shown: Shown, query: ExploreQuery): Drawn[] {
  return shown.columns.map((column, i) => ({
    label: column.of ? childName(column) : (text.names[column.name as SeriesName] ?? column.name),
    color: column.of && column.of.id === null ? 'faint' : (colors[Math.min(column.of ? i : Math.max(0, query.series.indexOf(column.name as SeriesName)), 4)] ?? 'faint'),
    column,
    values: shown.buckets.map(({ values }) => values[i] ?? 0),
    before: shown.previous?.map(({ values }) => values[i] ?? 0) ?? null,
  }))
}

/** In the order in which they were chosen: the server has one of its own. */
export const inOrder = (columns: readonly Drawn[], query: ExploreQuery): Drawn[] =>
  columns[0]?.column.of ? [...columns] : [...columns].sort((a, b) => query.series.indexOf(a.column.name as SeriesName) - query.series.indexOf(b.column.name as SeriesName))

const timeUnit = 3600

/** Seconds are drawn as hours, so that ticks are round ones. */
export const scaled = (drawn: Drawn, values: readonly number[]): number[] => values.map((value) => (drawn.column.isTime ? value / timeUnit : value))

/** Sums of each bucket, one on the other. */
export function stacks(columns: readonly Drawn[]): number[][] {
  let below = columns[0]?.values.map(() => 0) ?? []
  return columns.map((one) => (below = scaled(one, one.values).map((value, i) => value + (below[i] ?? 0))))
}
