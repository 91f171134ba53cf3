import type { Drawn } from '../columns'
import { token } from '../painting'

const margin = 20
const headHeight = 56

/** The chart as it is seen, with its name and its legend, on the page's own ground. */
export function png(chart: HTMLCanvasElement, columns: readonly Drawn[], title: string): Promise<Blob | null> {
  const ratio = devicePixelRatio || 1
  const canvas = document.createElement('canvas')
  canvas.width = chart.width + 2 * margin * ratio
  canvas.height = chart.height + (headHeight + margin) * ratio
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(null)
  context.fillStyle = token('surface')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(chart, margin * ratio, headHeight * ratio)
  context.scale(ratio, ratio)
  context.fillStyle = token('fg')
  context.font = '600 13px Inter, system-ui, sans-serif'
  context.fillText(title, margin, 22)
  context.font = '12px Inter, system-ui, sans-serif'
  let left = margin
  for (const one of columns) {
    context.fillStyle = token(one.color)
    context.fillRect(left, 34, 10, 10)
    context.fillStyle = token('fg2')
    context.fillText(one.label, left + 16, 43)
    left += 32 + context.measureText(one.label).width
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
