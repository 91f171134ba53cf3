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
  /** There were more facts than a screen is worth telling one by one: only those about members and the project itself are here; what is shown has to be read anew. */
  overflow: boolean
  statistics: StatisticsPatch | null
}

/** Where the stream begins, or begins anew because it can't be joined to what came before: read a snapshot now. */
export interface Begin {
  kind: 'begin'
  position: number
}

/** By what the stream comes. */
export type Transport = 'sse' | 'websocket'

export type LinkState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'waiting'; since: number; retryAt: number; why: string; isHeldBack: boolean }
  | { state: 'offline'; since: number }

export interface StateChange {
  kind: 'state'
  link: LinkState
}

/** The server knows nothing of the project: it was deleted, or its person is in it no longer. */
export interface Gone {
  kind: 'gone'
}

/** The person is not signed in any more, or another one is: nothing more comes. */
export interface Over {
  kind: 'over'
}

export type FromWorker = Patch | Begin | StateChange | Gone | Over

export type ToWorker =
  | { kind: 'watch'; projectId: string; transport: Transport }
  | { kind: 'leave' }
  | { kind: 'retry' }
  | { kind: 'here' }
  /** The person signed out: their streams end, on all pages. */
  | { kind: 'end' }

/**
 * Everything between a page and the worker says whose it is: a person and their sign-in, which never comes back. The worker outlives pages
 * and people; what is on its way when one follows another is known by this, and dropped.
 */
export interface Letter<T> {
  person: string
  /** The project that it tells of: a page that went on to another one drops it too. */
  projectId?: string
  message: T
}
