import type uPlot from 'uplot'
import type { Picture } from './chart'
import { scaled, stacks } from './columns'

/** A token's value as it is now: a canvas knows no variables. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** Of a bucket's room, how much its bars have; they are never wider than this, in CSS pixels. */
const share = 0.72
const widest = 44
const gap = 1
const running = 0.45

/** Bars beside each other or on each other, with a tick where each was in the period before. */
export function paint(plot: uPlot, picture: Picture): void {
  const { columns, view } = picture
  const count = columns[0]?.values.length ?? 0
  if (count === 0) return
  const { ctx } = plot
  const ratio = devicePixelRatio || 1
  const step = Math.abs(plot.valToPos(1, 'x', true) - plot.valToPos(0, 'x', true))
  const beside = view === 'stacked' ? 1 : columns.length
  const room = Math.min(step * share, widest * beside * ratio)
  const width = Math.max(ratio, room / beside - (beside > 1 && step > 6 * ratio ? gap * ratio : 0))
  const zero = plot.valToPos(0, 'y', true)
  const tops = view === 'stacked' ? stacks(columns) : columns.map((one) => scaled(one, one.values))

  ctx.save()
  ctx.beginPath()
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height)
  ctx.clip()
  columns.forEach((one, place) => {
    ctx.fillStyle = token(one.color)
    for (let i = 0; i < count; i++) {
      const left = plot.valToPos(i, 'x', true) - room / 2 + (view === 'stacked' ? 0 : (place * room) / beside)
      const top = plot.valToPos(tops[place]![i]!, 'y', true)
      const bottom = view === 'stacked' && place > 0 ? plot.valToPos(tops[place - 1]![i]!, 'y', true) : zero
      if (top === bottom) continue
      ctx.globalAlpha = picture.isRunning && i === count - 1 ? running : 1
      ctx.beginPath()
      ctx.roundRect(left, Math.min(top, bottom), width, Math.abs(bottom - top), top < bottom && width > 4 * ratio ? [1.5 * ratio, 1.5 * ratio, 0, 0] : 0)
      ctx.fill()
    }
  })
  ctx.globalAlpha = 1
  if (view === 'bars') paintBefore(plot, picture, room, beside, ratio)
  ctx.restore()
}

function paintBefore(plot: uPlot, { columns }: Picture, room: number, beside: number, ratio: number): void {
  const { ctx } = plot
  columns.forEach((one, place) => {
    if (!one.before) return
    const values = scaled(one, one.before)
    ctx.fillStyle = token('mut')
    for (let i = 0; i < values.length; i++) {
      // Nothing before is no line along the axis.
      if (!values[i]) continue
      const left = plot.valToPos(i, 'x', true) - room / 2 + (place * room) / beside
      ctx.fillRect(left - ratio, Math.round(plot.valToPos(values[i]!, 'y', true) - 0.75 * ratio), room / beside + ratio, 1.5 * ratio)
    }
  })
}
