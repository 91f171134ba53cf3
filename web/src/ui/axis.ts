/* Where a chart's ticks stand. */

/** At most five ticks from 0 to a round number that holds the highest value. */
export function valueTicks(highest: number): number[] {
  const most = Math.max(highest, 0.4)
  const magnitude = 10 ** Math.floor(Math.log10(most / 4))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * magnitude).find((one) => one * 4 >= most * 0.999) ?? 10 * magnitude
  const count = Math.ceil((most * 0.999) / step)
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

const timeSteps = [5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400]

/** Round local times between two moments (seconds since 1970), at most so many. */
export function timeTicks(from: number, to: number, atMost: number): number[] {
  const step = timeSteps.find((one) => (to - from) / one <= atMost) ?? 86_400
  const zone = new Date(from * 1000).getTimezoneOffset() * 60
  const ticks: number[] = []
  for (let at = Math.ceil((from - zone) / step) * step + zone; at <= to; at += step) ticks.push(at)
  return ticks
}
