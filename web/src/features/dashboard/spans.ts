/** What the dashboard looks back on: seconds, and seconds of a point of its chart. */
export const spans = {
  '1m': { seconds: 60, step: 1, text: '1 min', said: 'min' },
  '15m': { seconds: 900, step: 5, text: '15 min', said: '15 min' },
  '1h': { seconds: 3600, step: 60, text: '1 h', said: 'hour' },
  '1d': { seconds: 86_400, step: 300, text: '1 day', said: 'day' },
} as const

export type SpanName = keyof typeof spans

export type Span = (typeof spans)[SpanName]

export const isSpan = (text: unknown): text is SpanName => typeof text === 'string' && text in spans
