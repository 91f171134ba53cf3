/** Microseconds since 1970 of an RFC 3339 instant in UTC: what two instants of the server are compared by. */
export function micros(instant: string): number {
  const dot = instant.indexOf('.')
  if (dot < 0) return Date.parse(instant) * 1000
  const fraction = instant.slice(dot + 1, -1).padEnd(6, '0').slice(0, 6)
  return Date.parse(`${instant.slice(0, dot)}Z`) * 1000 + Number(fraction)
}

/** The second since 1970 that a bucket begins at. */
export const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
