import { isLevel, seriesNames } from './protocol'
import type { Bucket, SeriesName, StatisticsPatch } from './protocol'

/**
 * Buckets of one length in a row up to the newest, at most so many. One that was never told has no flows, and levels carry on.
 */
export class Ring {
  readonly #buckets = new Map<number, number[]>()
  /** Start of the oldest bucket that is known, told or not; null: none is. */
  from: number | null = null
  newest = 0

  constructor(
    readonly length: number,
    readonly capacity: number,
  ) {}

  /** @returns whether something between what was here and what came is not known. */
  take(patch: StatisticsPatch): boolean {
    let gap = false
    if (patch.snapshot) {
      const { from, to } = patch.snapshot
      gap = this.from === null || from > this.newest + this.length
      if (gap) this.#buckets.clear()
      for (const start of this.#buckets.keys()) if (start >= from) this.#buckets.delete(start)
      this.from = gap ? from : Math.min(this.from ?? from, from)
      this.newest = Math.max(gap ? 0 : this.newest, to - this.length)
    }
    for (const bucket of patch.buckets) this.set(bucket)
    this.#trim()
    return gap
  }

  set([start, values]: Bucket): void {
    this.#buckets.set(start, values)
    if (this.from === null || start < this.from) this.from = start
    if (start > this.newest) this.newest = start
  }

  /** Older buckets, as a query answered them: what is known here already is newer. */
  fill(buckets: Bucket[], from: number): void {
    for (const bucket of buckets) if (!this.#buckets.has(bucket[0]) && bucket[0] < (this.from ?? Infinity)) this.#buckets.set(...bucket)
    this.from = Math.min(this.from ?? from, from)
    this.newest = Math.max(this.newest, buckets.at(-1)?.[0] ?? 0)
    this.#trim()
  }

  /** Whether everything from there on is known. */
  covers(from: number): boolean {
    return this.from !== null && this.from <= from
  }

  sum(name: SeriesName, from: number, to: number): number {
    const i = seriesNames.indexOf(name)
    let sum = 0
    for (let start = this.#floor(from); start < to; start += this.length) sum += this.#buckets.get(start)?.[i] ?? 0
    return sum
  }

  /** The level at the end of the bucket that holds a moment; null: before what is known. */
  level(name: SeriesName, at: number): number | null {
    if (!isLevel(name)) throw new Error(`${name} is a flow.`)
    const i = seriesNames.indexOf(name)
    for (let start = Math.min(this.#floor(at), this.newest); start >= (this.from ?? Infinity); start -= this.length) {
      const values = this.#buckets.get(start)
      if (values) return values[i] ?? 0
    }
    return null
  }

  #floor(at: number): number {
    return Math.floor(at / this.length) * this.length
  }

  #trim(): void {
    if (this.#buckets.size <= this.capacity * 1.25) return
    const from = this.newest - this.capacity * this.length
    for (const start of this.#buckets.keys()) if (start < from) this.#buckets.delete(start)
    this.from = Math.max(this.from ?? from, from)
  }
}
