import type { Shown } from '../buckets'
import type { Drawn } from '../columns'
import { partsIn } from '../labels'
import { csv } from './csv'
import { png } from './png'
import { sheetOf } from './sheet'
import { xlsx } from './xlsx'

export type ExportKind = 'csv' | 'xlsx' | 'png'

interface Exported {
  shown: Shown
  columns: readonly Drawn[]
  canvas: HTMLCanvasElement | null
  title: string
}

/** Hands a file to the browser. @returns Its name; null: there was no chart. */
export async function download(kind: ExportKind, exported: Exported): Promise<string | null> {
  const { shown } = exported
  const blob = await made(kind, exported)
  if (!blob) return null
  const name = `statistics-${shown.resolution}-${dayOf(shown, 0)}-${dayOf(shown, shown.buckets.length - 1)}.${kind}`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has begun by then.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  return name
}

async function made(kind: ExportKind, { shown, columns, canvas, title }: Exported): Promise<Blob | null> {
  if (kind === 'png') return canvas && png(canvas, columns, title)
  const sheet = sheetOf(shown, columns)
  return kind === 'csv' ? new Blob([csv(sheet)], { type: 'text/csv;charset=utf-8' }) : new Blob(xlsx(sheet, title), { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}

function dayOf(shown: Shown, index: number): string {
  const { year, month, day } = partsIn(shown.zone, shown.buckets[index]?.start ?? 0)
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
