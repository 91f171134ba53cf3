import type { Fact } from './facts'
import type { Patch, StatisticsPatch } from './protocol'

/** More facts than this between two patches are not worth telling one by one. */
export const factsAtMost = 1000

/** Merges what comes until somebody takes it. */
export class Outbox {
  #patch: Patch | null = null

  get isEmpty(): boolean {
    return this.#patch === null
  }

  add(from: number, to: number, facts: Fact[]): void {
    const patch = (this.#patch ??= empty(from))
    patch.from = Math.min(patch.from, from)
    patch.to = Math.max(patch.to, to)
    if (!patch.overflow && patch.facts.length + facts.length > factsAtMost) {
      patch.overflow = true
      patch.facts = patch.facts.filter(isAboutRights)
    }
    patch.facts.push(...(patch.overflow ? facts.filter(isAboutRights) : facts))
  }

  addStatistics(next: StatisticsPatch, position: number): void {
    const patch = (this.#patch ??= empty(position + 1))
    patch.statistics = merge(patch.statistics, next)
  }

  take(): Patch | null {
    const patch = this.#patch
    this.#patch = null
    return patch
  }
}

// Who is in the project, and what the project is, decides what a page may show: that can't be read anew by what is shown.
const isAboutRights = (fact: Fact): boolean => fact.type.startsWith('member.') || fact.type.startsWith('project.')

const empty = (from: number): Patch => ({ kind: 'patch', from, to: from - 1, facts: [], overflow: false, statistics: null })

/** Buckets are told as they are, not by how much they changed, so the newest of each is enough. */
export function merge(before: StatisticsPatch | null, next: StatisticsPatch): StatisticsPatch {
  if (before === null || next.snapshot) return next
  const buckets = new Map(before.buckets)
  for (const [start, values] of next.buckets) buckets.set(start, values)
  return { snapshot: before.snapshot, buckets: [...buckets].sort((a, b) => a[0] - b[0]), summary: next.summary }
}
