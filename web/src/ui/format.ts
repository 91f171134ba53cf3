/* Numbers, spans and times as the app says them: in the reader's language, 24 hours, digits that stand still. */

const whole = new Intl.NumberFormat()
const tenth = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })
const changes = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockWithSeconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

export const number = (value: number): string => whole.format(value)

/** A rate: one decimal, none from 100 on. */
export const rate = (value: number): string => (value >= 100 ? whole.format(Math.round(value)) : tenth.format(value))

export const percent = (fraction: number): string => percents.format(fraction)

export const change = (value: number): string => changes.format(value)

export const timeOfDay = (at: Date): string => clock.format(at)

export const timeWithSeconds = (at: Date): string => clockWithSeconds.format(at)

export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The day, with its year when that is another one. */
export const date = (at: Date, now = new Date()): string => (at.getFullYear() === now.getFullYear() ? day : dayAndYear).format(at)

/** When something was: today its time, else its day and time. */
export const moment = (at: Date, now = new Date()): string =>
  at.toDateString() === now.toDateString() ? timeOfDay(at) : `${date(at, now)}, ${timeOfDay(at)}`

/** How old something is, in one unit: 2 min, 3 h, 5 d. */
export function age(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  if (seconds < 86_400 * 14) return `${Math.floor(seconds / 86_400)} d`
  return `${Math.floor(seconds / (86_400 * 7))} wk`
}

/** A length of time in a table: 1:42 is an hour and 42 minutes. */
export function hours(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** A length of time in a sentence: 1 h 42 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  const [h, min] = [Math.floor(minutes / 60), minutes % 60]
  return [h > 0 ? `${whole.format(h)} h` : '', min > 0 || h === 0 ? `${min} min` : ''].filter(Boolean).join(' ')
}

/** What is left of a lease: 04:12. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds))
  return `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}`
}

/** Reads a length of time as people type it: 1:30, 1 h 30 min, 90 min, 1.5 h, 2; a bare number is hours. Null: it is none. */
export function readDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase().replace(',', '.')
  if (trimmed === '') return 0
  const colon = /^(\d+):([0-5]?\d)$/.exec(trimmed)
  if (colon) return Number(colon[1]) * 3600 + Number(colon[2]) * 60
  const parts = /^(?:(\d+(?:\.\d+)?)\s*d)?\s*(?:(\d+(?:\.\d+)?)\s*h?)?\s*(?:(\d+)\s*m(?:in)?)?$/.exec(trimmed)
  const minutes = /^(\d+)\s*m(?:in)?$/.exec(trimmed)
  if (minutes) return Number(minutes[1]) * 60
  if (!parts) return null
  const [, d = '0', h = '0', min = '0'] = parts
  return Math.round(Number(d) * 8 * 3600 + Number(h) * 3600 + Number(min) * 60)
}
