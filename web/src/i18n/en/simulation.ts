import { messages } from '../text'

/** Sample work, to look around. */
export default messages('simulation', {
  title: 'Simulation',
  running: 'Running',
  elsewhere: 'in another project',
  stop: 'Stop',
  start: 'Start a simulation',
  asking: 'Asking the server.',
  note: 'It makes sample stories and works on them, to look around or to try how the server holds up.',
  never: 'No simulation has run since the server started.',
  another: (length: string) => `Runs for another ${length}.`,
  finishing: 'Its workers finish what they hold.',
  stopping: 'Stops: its workers finish or give back what they hold.',
  failed: (why: string | null) => `Failed: ${why ?? 'no reason is known'}`,
  failedAt: (time: string, why: string | null) => `Failed at ${time}: ${why ?? 'no reason is known'}`,
  stopped: 'Stopped.',
  stoppedAt: (time: string) => `Stopped at ${time}.`,
  stories: 'Stories',
  tasks: 'Tasks',
  workers: 'Workers',
  storiesMade: (made: string, rate: string, wanted: string) => `${made} made, ${rate}/s of ${wanted}/s`,
  tasksDone: (done: string, made: string, rate: string) => `${done} completed, ${made} made, ${rate}/s`,
  workersDid: (workers: string, claims: string, failed: string) => `${workers}, ${claims} claims, ${failed} failed`,
  form: {
    note: 'Sample stories arrive in this project, and workers of the server complete their tasks.', perSecond: 'per s', least: 'Tasks of a story, at least',
    most: 'Tasks of a story, at most', speed: 'Speed', speedHint: '3600: an hour takes a second', fail: 'Attempts that fail', minutes: 'Stories arrive for',
    range: (least: string, most: string) => `From ${least} to ${most}`, notBelow: 'Not below the least', cancel: 'Cancel', verb: 'Start simulation',
  },
})
