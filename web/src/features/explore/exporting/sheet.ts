import explore from '@/i18n/en/explore'
import { useText } from '@/i18n/text'
import type { Shown } from '../buckets'
import type { Drawn } from '../columns'
import { partsIn } from '../labels'

const text = useText(explore)

export type Cell =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  /** As the zone's clocks show it, whatever the reader's are. */
  | { kind: 'local'; year: number; month: number; day: number; hour: number; minute: number; second: number }
  /** Seconds. */
  | { kind: 'length'; value: number }

export interface Sheet {
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** The table as files have it: the oldest first, every bucket, both by UTC and as the zone shows it. */
export function sheetOf(shown: Shown, columns: readonly Drawn[]): Sheet {
  const head = ['UTC', `${text.resolutions[shown.resolution]} (${shown.zone})`]
  for (const one of columns) head.push(one.label, ...(one.before ? [text.columnBefore(one.label)] : []))
  const rows = shown.buckets.map(({ start }, i) => {
    const cells: Cell[] = [{ kind: 'text', value: new Date(start * 1000).toISOString().replace('.000', '') }, { kind: 'local', ...partsIn(shown.zone, start) }]
    for (const one of columns) {
      const kind = one.column.isTime ? 'length' : 'number'
      cells.push({ kind, value: one.values[i] ?? 0 }, ...(one.before ? [{ kind, value: one.before[i] ?? 0 } as Cell] : []))
    }
    return cells
  })
  return { head, rows }
}
