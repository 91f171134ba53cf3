import type { Transfer } from '@/api/types'
import units from '@/i18n/en/units'
import { useText } from '@/i18n/text'
import { duration, number } from '@/ui/format'

const text = useText(units)

/** Clocks differ a little; what was recorded that much after its moment was recorded later. */
const lateMs = 5 * 60_000

/** Waiting for acceptance; counts and goes on; counted; refused; recalled; recorded wrongly, and nothing stands in its place. */
export type EntryKind = 'waiting' | 'holds' | 'held' | 'refused' | 'recalled' | 'taken'

export interface Entry {
  transfer: Transfer
  kind: EntryKind
  /** It was recorded some time after the moment that it states. */
  isLate: boolean
  /** Seconds; null: it does not count. */
  held: number | null
  /** Of the longest. */
  share: number
  /** The one in whose place it stands. */
  wrong: Transfer | null
}

function kindOf({ status, until }: Transfer): EntryKind {
  if (status === 'Accepted') return until === null ? 'holds' : 'held'
  return ({ Awaiting: 'waiting', Refused: 'refused', Recalled: 'recalled', Corrected: 'taken' } as const)[status]
}

const heldFor = ({ status, at, until }: Transfer, now: number): number | null =>
  status === 'Accepted' ? Math.max(0, ((until ? Date.parse(until) : now) - Date.parse(at)) / 1000) : null

/** Those that are drawn for themselves: one that another stands in place of is told by that one. */
export const shownOf = (chain: readonly Transfer[]): Transfer[] => {
  const ids = new Set(chain.map(({ id }) => id))
  return chain.filter(({ status, correctedBy }) => !(status === 'Corrected' && correctedBy && ids.has(correctedBy)))
}

/**
 * An item's transfers as they are drawn: what waits first, then the newest.
 * @param chain As the server lists it, the newest first.
 */
export function entriesOf(chain: readonly Transfer[], now: number): Entry[] {
  const byId = new Map(chain.map((one) => [one.id, one]))
  const shown = shownOf(chain)
  const longest = Math.max(1, ...shown.map((one) => heldFor(one, now) ?? 0))
  const entries = shown.map((transfer): Entry => {
    const held = heldFor(transfer, now)
    return {
      transfer, kind: kindOf(transfer), held, share: (held ?? 0) / longest,
      isLate: transfer.status !== 'Awaiting' && Date.parse(transfer.recordedAt) - Date.parse(transfer.at) > lateMs,
      wrong: (transfer.corrects && byId.get(transfer.corrects)) || null,
    }
  })
  return [...entries.filter(({ kind }) => kind === 'waiting'), ...entries.filter(({ kind }) => kind !== 'waiting')]
}

/** A span in which somebody, or nobody, held the item. */
export interface Segment {
  key: string
  ownerId: string | null
  from: number
  to: number
  share: number
  isNow: boolean
}

/** Who held it from when it came to be until now, to scale. */
export function stripOf(chain: readonly Transfer[], createdAt: string, now: number): Segment[] {
  const counted = chain.filter(({ status }) => status === 'Accepted').reverse()
  const begin = Math.min(Date.parse(createdAt), ...counted.map(({ at }) => Date.parse(at)))
  const all = Math.max(1, now - begin)
  const spans: Omit<Segment, 'share'>[] = counted.map(({ id, ownerId, at, until }) => ({ key: id, ownerId, from: Date.parse(at), to: until ? Date.parse(until) : now, isNow: until === null }))
  const first = spans[0]?.from ?? now
  if (first > begin) spans.unshift({ key: 'nobody', ownerId: null, from: begin, to: first, isNow: spans.length === 0 })
  return spans.filter(({ from, to }) => to > from).map((one) => ({ ...one, share: (one.to - one.from) / all }))
}

/** Moments under the strip, evenly spread; its end is left out. */
export function ticksOf(segments: readonly Segment[], count: number): number[] {
  const [from, to] = [segments[0]?.from ?? 0, segments.at(-1)?.to ?? 0]
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / count)
}

/** How long somebody held something: 11 d 7 h, 4 h 10 min. */
export function span(seconds: number): string {
  if (seconds < 86_400) return duration(seconds)
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)]
  return hours > 0 && days < 100 ? `${text.days(number(days))} ${text.hours(number(hours))}` : text.days(number(days))
}
