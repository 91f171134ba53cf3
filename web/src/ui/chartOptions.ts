import type uPlot from 'uplot'
import { timeTicks, valueTicks } from './axis'
import { date, number, rate, timeOfDay, timeWithSeconds } from './format'

export interface ChartSeries {
  label: string
  /** The token of its colour. */
  color: 'c1' | 'c2' | 'c3' | 'c4'
  values: readonly number[]
  filled?: boolean
}

/** A token's value as it is now: a canvas knows no variables. */
const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

const font = '11px Inter, system-ui, sans-serif'

/** uPlot's own times are American, its axes light: everything that is seen is said here. */
export function chartOptions(
  series: readonly ChartSeries[],
  range: () => [number, number],
  size: { width: number; height: number },
  onPoint: (index: number | null, left: number) => void,
): uPlot.Options {
  return {
    ...size,
    padding: [8, 16, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => range() },
      y: { range: (_, __, max) => [0, valueTicks(max).at(-1) ?? 1] },
    },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, width: 1.5, stroke: () => token('surface'), fill: (_, i) => token(series[i - 1]?.color ?? 'c1') },
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
        splits: (plot) => timeTicks(...range(), Math.max(2, Math.floor(plot.width / 110))),
        values: (_, splits) => splits.map((at) => timeLabel(at, range()[1] - range()[0])),
      },
      {
        stroke: () => token('mut'),
        font,
        size: 44,
        gap: 8,
        grid: { stroke: () => token('line'), width: 1 },
        ticks: { show: false },
        splits: (_, __, ___, max) => valueTicks(max),
        values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? number(value) : String(value))),
      },
    ],
    series: [
      {},
      ...series.map((one) => ({
        label: one.label,
        stroke: () => token(one.color),
        width: 1.5,
        points: { show: false },
        ...(one.filled ? { fill: () => `color-mix(in srgb, ${token(one.color)} 7%, transparent)` } : {}),
      })),
    ],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null, plot.cursor.left ?? -1)] },
  }
}

/** A tick: with seconds while they matter, and the date where a new day begins. */
function timeLabel(seconds: number, span: number): string {
  const at = new Date(seconds * 1000)
  if (at.getHours() + at.getMinutes() + at.getSeconds() === 0) return date(at)
  return span <= 300 ? timeWithSeconds(at) : timeOfDay(at)
}

export const pointTime = (seconds: number, step: number): string => {
  const at = new Date(seconds * 1000)
  return step < 60 ? timeWithSeconds(at) : timeOfDay(at)
}

export const pointValue = rate
