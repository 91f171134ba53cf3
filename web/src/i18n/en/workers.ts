import { plural } from '../plural'
import { messages } from '../text'

/** Who works on what, under which lease. */
export default messages('workers', {
  title: 'Workers',
  failed: 'The workers could not be loaded',
  whoWorks: 'Who works on what',
  nobody: 'Nobody works just now',
  nobodyNote: 'Who claims tasks, and for how long, shows here.',
  startBoth: 'Start a simulation on the dashboard, or workers from a shell. People and programs claim tasks with POST /api/work/claim.',
  start: 'Start workers from a shell. People and programs claim tasks with POST /api/work/claim.',
  recent: {
    title: 'Recent', none: 'What happens to leases shows here.', somebody: 'Somebody', list: 'What happened to leases, the newest first', aTask: 'a task',
    epoch: (epoch: string) => `epoch ${epoch}`, failed: 'failed',
    said: { 'task.claimed': 'claimed', 'task.completed': 'completed', 'task.released': 'released', 'task.expired': 'expired', 'task.setAside': 'set aside', 'task.requeued': 'requeued' },
  },
  aside: {
    title: 'Set aside', note: 'tried too often; nobody claims them until you decide', of: (shown: string, all: string) => `${shown} of ${all}`,
    none: 'No task failed too often. One that fails or expires five times waits here, with its reason, until you requeue it.', noReason: 'No reason was given',
    attempts: (count: number) => plural(count, '# attempt', '# attempts'), open: 'Open', openOf: (task: string) => ` the story of ${task}`, requeue: 'Requeue',
    requeueOne: (task: string) => `Requeue ${task}`, requeueSome: (count: number) => `Requeue ${count}`, requeueAll: 'Requeue all',
    settingAside: 'Set a task aside', isSetAside: 'The task is set aside: nobody claims it until it is requeued.',
    sending: (count: number) => plural(count, 'Requeue # task', 'Requeue # tasks'), back: (count: number) => plural(count, 'The task may be claimed again.', '# tasks may be claimed again.'),
  },
  figures: {
    atWork: 'At work', idle: (count: string) => `${count} idle`, waiting: 'Waiting tasks', oldest: (age: string) => `oldest ${age}`, nothingWaits: 'nothing waits',
    expired: 'Expired today', ofClaims: (share: string) => `${share} of claims`, setAside: 'Set aside', decide: 'need a decision', decided: 'nothing to decide',
  },
  columns: {
    worker: 'Worker', story: 'Story', task: 'Task', runBy: 'Run by', epoch: 'Epoch', attempt: 'Attempt', lease: 'Lease', held: 'Held', done: 'Done today', doneSince: (time: string) => `Done since ${time}`,
    actions: 'Actions',
  },
  attempt: (attempt: string, most: string) => `${attempt} of ${most}`,
  somebody: 'Somebody who left',
  pools: {
    title: 'Pools', pool: 'Pool', busy: 'At work', done: 'Done', mean: 'Mean time', failures: 'Failures', sessions: (count: number) => plural(count, '# worker', '# workers'),
  },
  setAsideOne: (task: string) => `Set ${task} aside`,
  idle: 'Idle',
  glance: {
    counts: (busy: string, waiting: string) => `${busy} at work, ${waiting} tasks wait`, all: 'All workers', again: 'It is tried again.', nobody: 'Nobody works just now.',
    startBoth: 'Start a simulation, or a worker:', start: 'Start a worker:', more: (count: string) => `and ${count} more`,
  },
})
