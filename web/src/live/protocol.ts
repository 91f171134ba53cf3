import type { Fact } from './facts'

/** The series that the app shows; a bucket's values stand in this order. */
export const seriesNames = [
  'stories.created',
  'stories.completed',
  'stories.open',
  'stories.inProgress',
  'stories.done',
  'tasks.claimed',
  'tasks.completed',
  'tasks.released',
  'tasks.expired',
  'tasks.setAside',
] as const

export type SeriesName = (typeof seriesNames)[number]

export const isLevel = (name: SeriesName): boolean => name === 'stories.open' || name === 'stories.inProgress' || name === 'stories.done'

/** How many seconds of buckets a connection keeps and begins with. */
export const windowSeconds = 300

export interface Summary {
  producedPerSecond: number
  completedPerSecond: number
  open: number
  inProgress: number
  done: number
}

/** A bucket's start in seconds since 1970, and its value of each series: a count, or for levels the level at its end. */
export type Bucket = [start: number, values: number[]]

export interface StatisticsPatch {
  /** The buckets are all there are from `from` to `to`, not only those that changed. */
  snapshot: { from: number; to: number } | null
  buckets: Bucket[]
  summary: Summary
}

/** Everything that happened since the patch before. */
export interface Patch {
  kind: 'patch'
  from: number
  to: number
  facts: Fact[]
  /** There were more facts than a screen is worth telling one by one: what is shown has to be read anew. */
  overflow: boolean
  statistics: StatisticsPatch | null
}

/** Where the stream begins, or begins anew because it can't be joined to what came before: read a snapshot now. */
export interface Begin {
  kind: 'begin'
  position: number
}

export type LinkState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'waiting'; since: number; retryAt: number; why: string }
  | { state: 'offline'; since: number }

export interface StateChange {
  kind: 'state'
  link: LinkState
}

export type FromWorker = Patch | Begin | StateChange

export type ToWorker =
  | { kind: 'watch'; projectId: string }
  | { kind: 'leave' }
  | { kind: 'retry' }
  | { kind: 'here' }
