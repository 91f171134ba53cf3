import type { StatisticsAnswer } from '@/api/types'
import type { StatisticsFrame } from '@/live/following'
import { secondOf } from '@/live/instants'
import { resolutions } from './resolutions'
import type { Resolution } from './resolutions'

/** A series, or one of those that it is split into. */
export interface Column {
  name: string
  /** Seconds are shown as hours. */
  isTime: boolean
  isLevel: boolean
  /** Which of its children; undefined: it is not split. */
  of?: { id: string | null; name: string | null }
}

/** A bucket's start in seconds since 1970, and its value of each column. */
export interface Bucket {
  start: number
  values: readonly number[]
}

/** What is drawn. */
export interface Shown {
  position: number
  resolution: Resolution
  zone: string
  columns: readonly Column[]
  buckets: readonly Bucket[]
  /** End of the last bucket; null: it is not known before the next one begins. */
  to: number | null
  /** The buckets before, as many; null: they were not asked for, or are being read. */
  previous: readonly Bucket[] | null
}

interface Source {
  name: string
  unit: string
  kind: string
  of?: { id?: string | null; name?: string | null } | null
}

const columnOf = ({ name, unit, kind, of }: Source): Column => ({
  name, isTime: unit === 'seconds', isLevel: kind === 'level', ...(of ? { of: { id: of.id ?? null, name: of.name ?? null } } : {}),
})

const bucketOf = (columns: readonly Column[]) => (bucket: { start: string; counts: readonly number[]; sums: readonly number[] }): Bucket => ({
  start: secondOf(bucket.start),
  values: columns.map(({ isLevel, isTime }, i) => (isLevel || isTime ? bucket.sums : bucket.counts)[i] ?? 0),
})

export function fromAnswer(answer: StatisticsAnswer): Shown {
  const columns = answer.series.map(columnOf)
  return {
    position: answer.position,
    resolution: answer.resolution as Resolution,
    zone: answer.zone,
    columns,
    buckets: answer.buckets.map(bucketOf(columns)),
    to: secondOf(answer.to),
    previous: answer.previous?.map(bucketOf(columns)) ?? null,
  }
}

/** A frame put into what is shown. A snapshot takes its place; what came before it is kept where it still lies right before. */
export function take(shown: Shown | null, frame: StatisticsFrame): Shown | null {
  if (frame.snapshot && frame.series && frame.from && frame.to) {
    const columns = frame.series.map(columnOf)
    const before = shown?.previous && shown.buckets[0]?.start === secondOf(frame.from) ? shown.previous : null
    return {
      position: frame.position, resolution: frame.resolution as Resolution, zone: frame.zone ?? 'UTC', columns, buckets: frame.buckets.map(bucketOf(columns)),
      to: secondOf(frame.to), previous: before,
    }
  }
  if (!shown) return null
  const changed = new Map(frame.buckets.map(bucketOf(shown.columns)).map((bucket) => [bucket.start, bucket]))
  const last = shown.buckets.at(-1)
  const newest = Math.max(...changed.keys(), -Infinity)
  const moved = last && newest > last.start ? moveTo(shown, newest, [...changed.keys()]) : shown
  return { ...moved, position: frame.position, buckets: moved.buckets.map((bucket) => changed.get(bucket.start) ?? bucket) }
}

/**
 * Moves the window on so that its last bucket is the one that holds a second. Seconds and minutes begin as the clock ticks, and are not told; where the others
 * begin only the server knows, which tells each: `starts`.
 */
export function moveTo(shown: Shown, second: number, starts: readonly number[] = []): Shown {
  const last = shown.buckets.at(-1)
  if (!last || second <= last.start) return shown
  const isEven = shown.resolution === 'second' || shown.resolution === 'minute'
  const length = resolutions[shown.resolution]
  const steps = Math.floor((second - last.start) / length)
  const kept = Math.min(steps, shown.buckets.length)
  const next = isEven
    ? Array.from({ length: kept }, (_, i) => last.start + (steps - kept + i + 1) * length)
    : starts.filter((start) => start > last.start).sort((a, b) => a - b)
  if (next.length === 0) return shown
  const empty = last.values.map((value, i) => (shown.columns[i]?.isLevel ? value : 0))
  const all = [...shown.buckets, ...next.map((start) => ({ start, values: empty }))]
  // What leaves the window is what came right before it.
  const isJoined = next[0] === shown.to || shown.to === null || !isEven
  const before = isJoined && shown.previous && [...shown.previous, ...shown.buckets.slice(0, next.length)].slice(-shown.previous.length)
  return { ...shown, buckets: all.slice(-shown.buckets.length), to: isEven ? next.at(-1)! + length : null, previous: before || null }
}

/** Where a bucket ends; null: it is not known yet. */
export const endOf = (shown: Shown, index: number): number | null => shown.buckets[index + 1]?.start ?? (index === shown.buckets.length - 1 ? shown.to : null)

/** A column over all buckets: what happened in them, or how many there are at the end. */
export function total(buckets: readonly Bucket[], column: Column, index: number): number {
  if (column.isLevel) return buckets.at(-1)?.values[index] ?? 0
  return buckets.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)
}

/** By how much more, as a fraction; null: there was nothing before. */
export const growth = (now: number, before: number | undefined): number | null => (before ? now / before - 1 : null)
