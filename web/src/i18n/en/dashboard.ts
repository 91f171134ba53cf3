import { messages } from '../text'

/** What is produced and completed, live. */
export default messages('dashboard', {
  title: 'Dashboard',
  span: 'Span',
  paused: (time: string) => `Paused at ${time}`,
  pause: 'Pause',
  goOn: 'Go on',
  spans: { '1m': '1 min', '15m': '15 min', '1h': '1 h', '1d': '1 day' },
  lengths: { '1m': 'min', '15m': '15 min', '1h': 'hour', '1d': 'day' },
  produced: 'Produced',
  completed: 'Completed',
  open: 'Open',
  inProgress: 'In progress',
  done: 'Done',
  perSecond: '/s',
  noneBefore: (length: string) => `none in the ${length} before`,
  onBefore: (length: string) => `on the ${length} before`,
  since: (time: string) => `since ${time}`,
  throughput: 'Throughput',
  average: (length: string) => `stories per second, ${length} average`,
  asTable: 'Show as a table',
  table: 'Throughput as a table',
  until: 'Until',
  chart: 'Chart of stories produced and completed per second',
  points: 'Read the chart’s points',
  said: (length: string, produced: string, completed: string, producedRate: string, completedRate: string) =>
    `In the last ${length} ${produced} stories were produced and ${completed} completed: on average ${producedRate} and ${completedRate} per second.`,
})
