import { match } from '@/ui/match'

/** Browsers list some by the names that they had before. */
const renamed = [
  'Africa/Asmara', 'America/Argentina/Buenos_Aires', 'America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon', 'Atlantic/Faroe', 'Europe/Kyiv', 'Pacific/Chuuk',
  'Pacific/Kanton', 'Pacific/Pohnpei',
]

/** Those that the browser can show, of which the server knows each. */
export const zones: readonly string[] = ['UTC', ...[...new Set([...Intl.supportedValuesOf('timeZone'), ...renamed.filter(isZone)])].filter((zone) => zone !== 'UTC').sort()]

/** Whether it is one by its name; an offset is none. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '' || /^[+-]/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** The zones that fit what is typed, the best first. Underscores are spaces to whoever types. */
export function findZones(typed: string, atMost = 60): readonly string[] {
  const words = typed.replaceAll('_', ' ')
  if (words.trim() === '') return zones.slice(0, atMost)
  return zones
    .flatMap((zone) => {
      const fit = match(zone.replaceAll('_', ' '), words)
      return fit ? [{ zone, score: fit.score }] : []
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, atMost)
    .map(({ zone }) => zone)
}

/** By how many milliseconds a zone's clocks are ahead of UTC at a moment. */
function ahead(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000
}

/** The moment at which a zone's clocks show a day (2026-10-25) or a day and time (2026-10-25T13:00). Of one that they skip, the one after. */
export function momentIn(zone: string, local: string): number {
  const wall = Date.parse(`${local.length === 10 ? `${local}T00:00` : local}:00Z`)
  const guess = wall - ahead(wall, zone)
  return wall - ahead(guess, zone)
}

/** Now, as a field for days shows it. */
export function dayIn(zone: string, at: number): string {
  return new Date(at + ahead(at, zone)).toISOString().slice(0, 10)
}
