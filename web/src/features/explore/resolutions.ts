/** Lengths of buckets, the shortest first, with their seconds; of those that vary, the mean ones that the server reckons with. */
export const resolutions = {
  second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_629_746, quarter: 7_889_238, year: 31_556_952,
} as const
export type Resolution = keyof typeof resolutions

/** How far back is looked from now, in seconds. */
export const ranges = {
  '5m': 300, '1h': 3600, '1d': 86_400, '7d': 604_800, '28d': 2_419_200, '90d': 7_776_000, '1y': 31_556_952, '5y': 157_784_760, '10y': 315_569_520,
} as const
export type RangeName = keyof typeof ranges

/** Buckets that the server keeps up live at most, and those that it answers at most. */
export const mostLive = 400
export const most = 5000

export const resolutionNames = Object.keys(resolutions) as Resolution[]
export const rangeNames = Object.keys(ranges) as RangeName[]

export const pointsOf = (range: RangeName, resolution: Resolution): number => Math.ceil(ranges[range] / resolutions[resolution])

/** The next one that has fewer buckets; null: there is none. */
export const coarser = (resolution: Resolution): Resolution | null => resolutionNames[resolutionNames.indexOf(resolution) + 1] ?? null
