import { messages } from '../text'

/** Lengths and times, as ui/format.ts puts them together. */
export default messages('units', {
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  hours: (count: string) => `${count} h`,
  days: (count: string) => `${count} d`,
  weeks: (count: string) => `${count} wk`,
  ago: (age: string) => `${age} ago`,
  justNow: 'just now',
  moment: (day: string, time: string) => `${day}, ${time}`,
})
