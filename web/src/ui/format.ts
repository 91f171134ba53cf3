/* Numbers, spans and times as the app says them: in the reader's language, 24 hours, digits that stand still. */

import units from '@/i18n/en/units'
import { locale } from '@/i18n/language'
import { useText } from '@/i18n/text'

const text = useText(units)

/** A formatter of the locale that is shown: making one takes long, and the locale seldom changes. */
function perLocale<T>(make: (locale: string) => T): () => T {
  let made: { of: string; it: T } | null = null
  return () => (made?.of === locale.value ? made : (made = { of: locale.value, it: make(locale.value) })).it
}
const numbers = (options: Intl.NumberFormatOptions) => perLocale((of) => new Intl.NumberFormat(of, options))
const times = (options: Intl.DateTimeFormatOptions) => perLocale((of) => new Intl.DateTimeFormat(of, options))

const whole = numbers({})
const tenth = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
const percents = numbers({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })
const shares = numbers({ style: 'percent', maximumFractionDigits: 1 })
const changes = numbers({ signDisplay: 'exceptZero' })
const clock = times({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockWithSeconds = times({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const day = times({ day: 'numeric', month: 'short' })
const dayAndYear = times({ day: 'numeric', month: 'short', year: 'numeric' })
const sorting = perLocale((of) => new Intl.Collator(of, { numeric: true }))

export const number = (value: number): string => whole().format(value)

/** A rate: one decimal, none from 100 on. */
export const rate = (value: number): string => (value >= 100 ? whole().format(Math.round(value)) : tenth().format(value))

export const percent = (fraction: number): string => percents().format(fraction)

/** A part of a whole. */
export const share = (fraction: number): string => shares().format(fraction)

export const change = (value: number): string => changes().format(value)

/** Order of names, as the reader's language has it: in Swedish, ö comes after z. */
export const byName = (a: string, b: string): number => sorting().compare(a, b)

export const timeOfDay = (at: Date): string => clock().format(at)

export const timeWithSeconds = (at: Date): string => clockWithSeconds().format(at)

export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The day, with its year when that is another one. */
export const date = (at: Date, now = new Date()): string => (at.getFullYear() === now.getFullYear() ? day : dayAndYear)().format(at)

/** When something was: today its time, else its day and time. */
export const moment = (at: Date, now = new Date()): string =>
  at.toDateString() === now.toDateString() ? timeOfDay(at) : text.moment(date(at, now), timeOfDay(at))

/** How old something is, in one unit: 2 min, 3 h, 5 d. */
export function age(seconds: number): string {
  if (seconds < 60) return text.seconds(number(Math.max(0, Math.floor(seconds))))
  if (seconds < 3600) return text.minutes(number(Math.floor(seconds / 60)))
  if (seconds < 86_400) return text.hours(number(Math.floor(seconds / 3600)))
  if (seconds < 86_400 * 14) return text.days(number(Math.floor(seconds / 86_400)))
  return text.weeks(number(Math.floor(seconds / (86_400 * 7))))
}

/** How long ago something was: 3 h ago. */
export const ago = (seconds: number): string => (seconds < 1 ? text.justNow : text.ago(age(seconds)))

/** A length of time in a table: 1:42 is an hour and 42 minutes. */
export function hours(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** A length of time in a sentence: 1 h 42 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return text.seconds(number(Math.round(seconds)))
  const minutes = Math.round(seconds / 60)
  const [h, min] = [Math.floor(minutes / 60), minutes % 60]
  return [h > 0 ? text.hours(number(h)) : '', min > 0 || h === 0 ? text.minutes(number(min)) : ''].filter(Boolean).join(' ')
}

/** What is left of a lease: 04:12. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds))
  return `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}`
}

/** Reads a length of time as people type it: 1:30, 1 h 30 min, 90 min, 1.5 h, 1,5 tim, 2; a bare number is hours. Null: it is none. */
export function readDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase().replace(',', '.')
  if (trimmed === '') return 0
  const colon = /^(\d+):([0-5]?\d)$/.exec(trimmed)
  if (colon) return Number(colon[1]) * 3600 + Number(colon[2]) * 60
  const parts = /^(?:(\d+(?:\.\d+)?)\s*d)?\s*(?:(\d+(?:\.\d+)?)\s*(?:h|tim|t)?)?\s*(?:(\d+)\s*m(?:in)?)?$/.exec(trimmed)
  const minutes = /^(\d+)\s*m(?:in)?$/.exec(trimmed)
  if (minutes) return Number(minutes[1]) * 60
  if (!parts) return null
  const [, d = '0', h = '0', min = '0'] = parts
  return Math.round(Number(d) * 8 * 3600 + Number(h) * 3600 + Number(min) * 60)
}
