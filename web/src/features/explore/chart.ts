import type uPlot from 'uplot'
import { valueTicks } from '@/ui/axis'
import { number } from '@/ui/format'
import { scaled, stacks } from './columns'
import type { Drawn } from './columns'
import { paint, token } from './painting'
import type { View } from './query'

/** What a chart shows now; it is read whenever the chart draws. */
export interface Picture {
  columns: readonly Drawn[]
  view: View
  /** The last bucket is not over. */
  isRunning: boolean
  isMajor: (index: number) => boolean
  tick: (index: number) => string
}

const font = '11px Inter, system-ui, sans-serif'
function bounds({ columns, view }: Picture): [number, number] {
  const shown = view === 'stacked' ? stacks(columns).flat() : columns.flatMap((one) => scaled(one, one.values))
  const before = view === 'stacked' ? [] : columns.flatMap((one) => scaled(one, one.before ?? []))
  let [low, high] = [0, 0]
  for (const value of [...shown, ...before]) [low, high] = [Math.min(low, value), Math.max(high, value)]
  return [low < 0 ? -valueTicks(-low).at(-1)! : 0, valueTicks(high).at(-1) ?? 1]
}

/** Ticks of the calendar where they fit, else evenly spread ones. */
export function tickIndexes(count: number, atMost: number, isMajor: (index: number) => boolean): number[] {
  const all = Array.from({ length: count }, (_, i) => i)
  const major = all.filter(isMajor)
  const from = major.length >= 2 ? major : all
  const every = Math.max(1, Math.ceil(from.length / atMost))
  return from.filter((_, i) => i % every === 0)
}

export function exploreOptions(picture: () => Picture, size: { width: number; height: number }, onPoint: (index: number | null) => void): uPlot.Options {
  const { columns, view } = picture()
  const count = (): number => picture().columns[0]?.values.length ?? 0
  // Whole steps on the way up, at most five in all.
  const ticks = (low: number, high: number): number[] => [...(low < 0 ? valueTicks(-low).slice(1).reverse().map((tick) => -tick) : []), ...valueTicks(high)]
  return {
    ...size,
    padding: [8, 16, 0, 0],
    legend: { show: false },
    scales: {
      // Places, not times: buckets of the calendar are not equally long, and each has the same room.
      x: { time: false, range: () => (view === 'line' && count() > 1 ? [0, count() - 1] : [-0.5, count() - 0.5]) },
      y: { range: () => bounds(picture()) },
    },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { show: view === 'line', size: 7, width: 1.5, stroke: () => token('surface'), fill: (_, i) => token(picture().columns[(i - 1) % columns.length]?.color ?? 'c1') },
    },
    axes: [
      {
        stroke: () => token('mut'),
        font,
        size: 28,
        gap: 6,
        grid: { show: false },
        ticks: { stroke: () => token('line2'), width: 1, size: 4 },
        border: { show: true, stroke: () => token('line2'), width: 1 },
        splits: (plot) => tickIndexes(count(), Math.max(2, Math.floor(plot.width / 110)), picture().isMajor),
        values: (_, splits) => splits.map((index) => picture().tick(index)),
      },
      {
        stroke: () => token('mut'),
        font,
        size: 52,
        gap: 8,
        grid: { stroke: () => token('line'), width: 1 },
        ticks: { show: false },
        splits: (_, __, low, high) => ticks(low, high),
        values: (_, splits) => splits.map((value) => number(value)),
      },
    ],
    series: [
      {},
      ...columns.map((one, i) => ({
        stroke: () => token(picture().columns[i]?.color ?? 'c1'),
        width: 1.5,
        points: { show: view === 'line' && count() === 1 },
        ...(view === 'line' ? (i === 0 && !one.column.isLevel ? { fill: () => `color-mix(in srgb, ${token(one.color)} 7%, transparent)` } : {}) : { paths: () => null }),
      })),
      ...columns.map(() => ({ stroke: () => token('faint'), width: 1, dash: [4, 4], points: { show: false }, ...(view === 'line' ? {} : { paths: () => null }) })),
    ],
    hooks: {
      draw: [(plot) => view !== 'line' && paint(plot, picture())],
      setCursor: [(plot) => onPoint((plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idx ?? null))],
    },
  }
}

/** What uPlot takes: places, the values, and those before. */
export function dataOf({ columns }: Picture): uPlot.AlignedData {
  const places = columns[0]?.values.map((_, i) => i) ?? []
  return [places, ...columns.map((one) => scaled(one, one.values)), ...columns.map((one) => (one.before ? scaled(one, one.before) : places.map(() => null)))]
}
