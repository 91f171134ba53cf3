/** What the dashboard looks back on: seconds, and seconds of a point of its chart. */
export const spans = {
  '1m': { seconds: 60, step: 1 },
  '15m': { seconds: 900, step: 5 },
  '1h': { seconds: 3600, step: 60 },
  '1d': { seconds: 86_400, step: 300 },
} as const

export type SpanName = keyof typeof spans

export const isSpan = (text: unknown): text is SpanName => typeof text === 'string' && text in spans
