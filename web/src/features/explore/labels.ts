import explore from '@/i18n/en/explore'
import { locale } from '@/i18n/language'
import { useText } from '@/i18n/text'
import { number } from '@/ui/format'
import type { Shown } from './buckets'
import { endOf } from './buckets'
import { resolutions } from './resolutions'
import type { Resolution } from './resolutions'

const text = useText(explore)
const made = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter takes long. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale.value} ${zone} ${JSON.stringify(options)}`
  let one = made.get(key)
  if (!one) made.set(key, (one = new Intl.DateTimeFormat(locale.value, { timeZone: zone, hourCycle: 'h23', ...options })))
  return one
}

const say = (at: number, zone: string, options: Intl.DateTimeFormatOptions): string => formatter(zone, options).format(at * 1000)

/** What a zone's clock and calendar show at a second. */
export function partsIn(zone: string, at: number): { year: number; month: number; day: number; hour: number; minute: number; second: number; weekday: number } {
  // Parts for programs: the same whatever is read.
  const key = `parts ${zone}`
  let one = made.get(key)
  if (!one) {
    const numeric = 'numeric' as const
    made.set(key, (one = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric })))
  }
  const parts = Object.fromEntries(one.formatToParts(at * 1000).map(({ type, value }) => [type, Number(value)]))
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => parts[type])
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/** Week of the year, by ISO 8601. */
export function weekOf({ year, month, day }: { year: number; month: number; day: number }): number {
  const thursday = new Date(Date.UTC(year, month - 1, day))
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7)
}

const day = { day: 'numeric', month: 'short' } as const
const clock = { hour: '2-digit', minute: '2-digit' } as const

/** A bucket's name in a row: in front what tells its kind, then what tells it from the others. */
export function rowName(at: number, resolution: Resolution, zone: string): [string, string] {
  const parts = partsIn(zone, at)
  switch (resolution) {
    case 'second':
      return [say(at, zone, day), say(at, zone, { ...clock, second: '2-digit' })]
    case 'minute':
    case 'hour':
      return [say(at, zone, { weekday: 'short', ...day }), say(at, zone, clock)]
    case 'day':
      return [say(at, zone, { weekday: 'short' }), say(at, zone, parts.year === partsIn(zone, Date.now() / 1000).year ? day : { ...day, year: 'numeric' })]
    case 'week':
      return [text.week(number(weekOf(parts))), say(at, zone, { ...day, year: 'numeric' })]
    case 'month':
      return ['', say(at, zone, { month: 'long', year: 'numeric' })]
    case 'quarter':
      return ['', text.quarter(Math.ceil(parts.month / 3), String(parts.year))]
    case 'year':
      return ['', String(parts.year)]
  }
}

/** The same, said in full. */
export function fullName(at: number, resolution: Resolution, zone: string): string {
  if (resolution === 'day') return say(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  if (resolution === 'hour' || resolution === 'minute') return say(at, zone, { weekday: 'short', ...day, year: 'numeric', ...clock })
  return rowName(at, resolution, zone).filter(Boolean).join(' ')
}

/** A tick below the chart. */
export function tickName(at: number, resolution: Resolution, zone: string): string {
  const parts = partsIn(zone, at)
  if (resolution === 'second') return say(at, zone, { ...clock, second: '2-digit' })
  if (resolution === 'minute' || resolution === 'hour') return parts.hour + parts.minute === 0 ? say(at, zone, day) : say(at, zone, clock)
  if (resolution === 'day') return say(at, zone, { weekday: 'short', ...day })
  if (resolution === 'week') return say(at, zone, day)
  if (resolution === 'month') return say(at, zone, { month: 'short', year: 'numeric' })
  return rowName(at, resolution, zone)[1]
}

/** Where a tick stands best: where the next longer part of the calendar begins. */
export function isMajor(at: number, resolution: Resolution, zone: string): boolean {
  const { month, day: date, hour, minute, second, weekday } = partsIn(zone, at)
  if (resolution === 'second') return second === 0
  if (resolution === 'minute') return minute % 15 === 0
  if (resolution === 'hour') return hour === 0
  if (resolution === 'day') return weekday === 1
  if (resolution === 'week') return date <= 7
  return resolution === 'month' ? month % 3 === 1 : resolution === 'quarter' ? month === 1 : true
}

/** What is strange about a bucket: a day of 23 or 25 hours, or an hour that is short. Null: nothing. */
export function oddity(shown: Shown, index: number): string | null {
  const bucket = shown.buckets[index]
  const end = endOf(shown, index)
  if (!bucket || end === null || (shown.resolution !== 'day' && shown.resolution !== 'hour')) return null
  const over = end - bucket.start - resolutions[shown.resolution]
  if (over === 0) return null
  return shown.resolution === 'day' ? text.oddDay(number((end - bucket.start) / 3600), over > 0) : text.oddHour(number((end - bucket.start) / 60))
}
