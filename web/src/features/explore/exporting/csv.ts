import type { Cell, Sheet } from './sheet'

const two = (value: number): string => String(value).padStart(2, '0')

function written(cell: Cell): string {
  if (cell.kind === 'local') return `${String(cell.year).padStart(4, '0')}-${two(cell.month)}-${two(cell.day)} ${two(cell.hour)}:${two(cell.minute)}:${two(cell.second)}`
  return cell.kind === 'text' ? quoted(cell.value) : String(cell.value)
}

/** A name that people typed may look like a formula; a spreadsheet shall not reckon with it. */
function quoted(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The mark in front tells spreadsheets that it is UTF-8. */
const mark = String.fromCharCode(0xfeff)

/** RFC 4180. */
export const csv = ({ head, rows }: Sheet): string => `${mark}${[head.map(quoted), ...rows.map((row) => row.map(written))].map((line) => line.join(',')).join('\r\n')}\r\n`
