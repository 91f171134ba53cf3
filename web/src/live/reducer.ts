import type { Lease, Status, Story, Task } from '@/api/types'
import type { Changed, Happening, LeaseMove, LocalFact } from './facts'
import { followed } from './rules'

/*
 * What a happening makes of a story and of a task: pure, and the same for a fact of the journal and for something done here that
 * is not answered yet. It says the same as the server's folds (Throughline.Domain: StoryFold, TaskFold, LeaseFold). Applied to a
 * value that has it in it already it changes nothing, so a local action may stay applied until the journal's position passes it.
 */

/** A story as a board has it: without its description, and without the names of its tasks. */
export type Card = Story & { isCard: true }
export const isCard = (story: Story): story is Card => 'isCard' in story

type Counts = Required<Story['taskCounts']>

const countName: Record<Status, keyof Counts> = { Open: 'open', 'In Progress': 'inProgress', Done: 'done' }

/** The story afterwards; null: it is gone; the same object: nothing changed. */
export function reduceStory(story: Story | null, fact: Happening, projectKey: string): Story | null {
  if (fact.type === 'story.created') return story ?? created(fact, projectKey)
  if (story === null) return null
  switch (fact.type) {
    case 'story.edited': {
      const { title, description, priority, labels, assigneeId, version } = fact.data
      return {
        ...story,
        title: title ? title.new : story.title,
        description: description ? description.new : story.description,
        priority: priority ? priority.new : story.priority,
        labels: labels ? labels.new : story.labels,
        assigneeId: assigneeId ? assigneeId.new : story.assigneeId,
        version: Math.max(story.version, version.new),
        updatedAt: fact.at,
      }
    }
    case 'story.started':
    case 'story.completed':
    case 'story.reopened':
    case 'story.unstarted':
      return { ...story, status: fact.data.status.new, version: Math.max(story.version, fact.data.version?.new ?? 0), updatedAt: fact.at }
    case 'story.ranked':
      return { ...story, rank: fact.data.rank.new, updatedAt: fact.at }
    case 'story.deleted':
      return null
    case 'task.created':
      if (story.tasks.includes(fact.subjectId)) return story
      return { ...story, tasks: [...story.tasks, fact.subjectId], taskCounts: count(story, fact.data.status, 1), updatedAt: fact.at }
    case 'task.deleted':
      if (!isCard(story) && !story.tasks.includes(fact.subjectId)) return story
      return {
        ...story,
        tasks: story.tasks.filter((id) => id !== fact.subjectId),
        taskCounts: count(story, fact.data.status, -1),
        updatedAt: fact.at,
      }
    case 'task.started':
    case 'task.completed':
    case 'task.reopened':
    case 'task.unstarted':
    case 'task.claimed':
    case 'task.released':
    case 'task.expired':
      return fact.data.status ? { ...story, taskCounts: moved(story, fact.data.status), updatedAt: fact.at } : story
    default:
      return story
  }
}

/** The task afterwards; null: it is gone; the same object: nothing changed. */
export function reduceTask(task: Task | null, fact: Happening): Task | null {
  if (fact.type === 'task.created') {
    return task ?? {
      id: fact.subjectId,
      projectId: fact.projectId,
      ...fact.data,
      attempts: 0,
      setAside: false,
      failure: null,
      lease: null,
      version: 1,
      createdAt: fact.at,
      updatedAt: fact.at,
    }
  }
  if (task === null) return null
  const next = { ...task, updatedAt: fact.at }
  switch (fact.type) {
    case 'task.edited': {
      const { title, description, estimate, timeSpent, version } = fact.data
      next.title = title ? title.new : task.title
      next.description = description ? description.new : task.description
      next.estimate = estimate ? estimate.new : task.estimate
      next.timeSpent = timeSpent ? timeSpent.new : task.timeSpent
      next.version = Math.max(task.version, version.new)
      return next
    }
    case 'task.started':
    case 'task.completed':
    case 'task.reopened':
    case 'task.unstarted':
      next.version = Math.max(task.version, fact.data.version?.new ?? 0)
      next.status = fact.data.status.new
      next.attempts = fact.data.attempts?.new ?? task.attempts
      return leased(next, fact.data, fact.at)
    case 'task.claimed':
      next.status = fact.data.status.new
      next.attempts = fact.data.attempts.new
      return leased(next, fact.data, fact.at)
    case 'task.released':
      next.status = fact.data.status?.new ?? task.status
      next.attempts = fact.data.attempts?.new ?? task.attempts
      return leased(next, fact.data, fact.at)
    case 'task.expired':
      next.status = fact.data.status.new
      return leased(next, fact.data, fact.at)
    case 'task.setAside':
      next.setAside = true
      return next
    case 'task.requeued':
      next.setAside = false
      next.attempts = fact.data.attempts.new
      next.failure = fact.data.failure ? fact.data.failure.new : task.failure
      return next
    case 'task.deleted':
      return null
    default:
      return task
  }
}

/**
 * What follows from something done here, as far as this page can know it: a moved task's story counts and follows. Told as local
 * facts too, so that there is one way things change.
 */
export function consequences(fact: LocalFact, story: Story | null): LocalFact[] {
  if (story === null || !fact.type.startsWith('task.')) return []
  const after = reduceStory(story, fact, '')
  if (after === null) return []
  const status = followed(after, after.taskCounts)
  if (status === story.status) return []
  const type = status === 'Done' ? 'story.completed' : story.status === 'Done' ? 'story.reopened' : 'story.started'
  return [
    { position: null, at: fact.at, projectId: fact.projectId, subjectId: story.id, type, data: { status: { old: story.status, new: status } } },
  ]
}

function created(fact: Extract<Happening, { type: 'story.created' }>, projectKey: string): Story {
  const { number, title, description, status, priority, labels, assigneeId, externalKey } = fact.data
  return {
    id: fact.subjectId,
    projectId: fact.projectId,
    key: number > 0 ? `${projectKey}-${number}` : '',
    externalKey: externalKey ?? null,
    title,
    description,
    status,
    priority,
    labels,
    assigneeId: assigneeId ?? null,
    tasks: [],
    taskCounts: { open: 0, inProgress: 0, done: 0 },
    rank: null,
    version: 1,
    createdAt: fact.at,
    updatedAt: fact.at,
  }
}

interface WorkerTold {
  lease?: LeaseMove
  timeSpent?: Changed<number>
  failure?: Changed<string | null>
}

function leased(task: Task, told: WorkerTold, at: string): Task {
  if (told.timeSpent) task.timeSpent = told.timeSpent.new
  if (told.failure) task.failure = told.failure.new
  if (told.lease) task.lease = leaseAfter(told.lease, at)
  return task
}

/** Facts say who holds a task by session; its name and its lease's end are known from what the server shows of its work. */
const leaseAfter = (move: LeaseMove, at: string): Lease | null =>
  move.state.new === 'Held' && move.sessionId
    ? { sessionId: move.sessionId, worker: '', leaseEpoch: move.leaseEpoch, claimedAt: at, leaseUntil: at }
    : null

function counts(story: Story): Counts {
  return { open: 0, inProgress: 0, done: 0, ...story.taskCounts }
}

function count(story: Story, status: Status, by: number): Counts {
  const all = counts(story)
  all[countName[status]] = Math.max(0, all[countName[status]] + by)
  return all
}

function moved(story: Story, status: Changed<Status>): Counts {
  const all = counts(story)
  const [from, to] = [countName[status.old], countName[status.new]]
  if (from === to || all[from] === 0) return all
  all[from]--
  all[to]++
  return all
}
