import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { isSeries, mostSeries } from './series'
import type { SeriesName } from './series'
import { mostLive, pointsOf, rangeNames, resolutionNames } from './resolutions'
import type { RangeName, Resolution } from './resolutions'
import { isZone } from './zones'

export const splits = ['project', 'person', 'label', 'baseItem'] as const
export type Split = (typeof splits)[number]
export const views = ['line', 'bars', 'stacked'] as const
export type View = (typeof views)[number]
export const faces = ['both', 'chart', 'table'] as const
export type Face = (typeof faces)[number]

/** All that can be chosen; the address has it, so that a page can be sent to somebody and found again. */
export interface ExploreQuery {
  series: readonly SeriesName[]
  resolution: Resolution
  zone: string
  /** Null: from one day to another. */
  range: RangeName | null
  /** As the fields for days and times have them, in the zone. Both count in. */
  from: string
  to: string
  split: Split | null
  compares: boolean
  view: View
  face: Face
  /** Not this project alone, but all that the person sees. */
  everywhere: boolean
  paused: boolean
}

const one = <T extends string>(names: readonly T[], value: unknown): T | null => (names as readonly unknown[]).includes(value) ? (value as T) : null
const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(value) && !Number.isNaN(Date.parse(value))

/** What an address says; whatever it says wrongly is as usual. */
export function readQuery(query: LocationQuery, ownZone: string): ExploreQuery {
  const series = typeof query.series === 'string' ? [...new Set(query.series.split(',').filter(isSeries))].slice(0, mostSeries) : []
  const isOwn = isMoment(query.from) && isMoment(query.to)
  return {
    series: series.length > 0 ? series : ['stories.created', 'stories.completed'],
    resolution: one(resolutionNames, query.resolution) ?? 'day',
    zone: isZone(query.zone) ? query.zone : ownZone,
    range: isOwn ? null : (one(rangeNames, query.range) ?? '28d'),
    from: isOwn ? (query.from as string) : '',
    to: isOwn ? (query.to as string) : '',
    split: one(splits, query.split),
    compares: query.compare === 'previous',
    view: one(views, query.view) ?? 'bars',
    face: one(faces, query.show) ?? 'both',
    everywhere: query.projects === 'all',
    paused: query.live === 'off',
  }
}

/** The other way round; what is as usual is left out. */
export function writeQuery(query: ExploreQuery, ownZone: string): LocationQueryRaw {
  return {
    series: query.series.join(','),
    resolution: query.resolution,
    ...(query.zone === ownZone ? {} : { zone: query.zone }),
    ...(query.range ? { range: query.range } : { from: query.from, to: query.to }),
    ...(query.split ? { split: query.split } : {}),
    ...(query.compares ? { compare: 'previous' } : {}),
    ...(query.view === 'bars' ? {} : { view: query.view }),
    ...(query.face === 'both' ? {} : { show: query.face }),
    ...(query.everywhere ? { projects: 'all' } : {}),
    ...(query.paused ? { live: 'off' } : {}),
  }
}

/** Why it can't be followed; null: it can. */
export function whyStill(query: ExploreQuery): 'ended' | 'many' | null {
  if (!query.range) return 'ended'
  return pointsOf(query.range, query.resolution) > mostLive ? 'many' : null
}
