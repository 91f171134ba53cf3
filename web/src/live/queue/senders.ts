import { answer, http } from '@/api/client'
import { Failure } from '@/api/failure'
import type { Story, Task } from '@/api/types'
import problems from '@/i18n/en/problems'
import { useText } from '@/i18n/text'
import type { LocalFact } from '../facts'
import { merge } from './merge'
import type { Change, Queued, StoryChange, TaskChange } from './change'

const text = useText(problems)

/** What came of a change. */
export interface Done {
  position: number | null
  /** Where its first fact stands; none: it made none, or an earlier try had made them. */
  from?: number | null
  /** What was done as the server says, when that is more than was known here. */
  facts?: LocalFact[]
  /** What was made. */
  made?: Story | Task
}

/** Somebody else changed the same field meanwhile. */
export class Conflict extends Error {
  constructor(
    readonly mine: StoryChange,
    readonly theirs: Story,
    /** What both began with. */
    readonly base: StoryChange = {},
  ) {
    super(text.conflict)
  }
}

/** Somebody changed a task's same field meanwhile. */
export class TaskConflict extends Error {
  constructor() {
    super(text.taskConflict)
  }
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

const ifMatch = (version: number): string => `"${version}"`
const isStale = (cause: unknown): boolean => cause instanceof Failure && cause.status === 412

const readStory = async (id: string): Promise<Story> => (await answer(http.GET('/api/stories/{id}', { params: { path: { id } } }))).data
const readTask = async (id: string): Promise<Task> => (await answer(http.GET('/api/tasks/{id}', { params: { path: { id } } }))).data

// Each try on another version is another request, and has a key of its own; all of them follow from the first.
const headers = (key: string, version: number) => ({ 'If-Match': ifMatch(version), 'Idempotency-Key': `${key}-${version}` })

type StoryBody = StoryChange & { status?: Story['status']; completeTasks?: boolean }

const patchStory = (id: string, version: number, key: string, body: StoryBody) =>
  answer(http.PATCH('/api/stories/{id}', { params: { path: { id }, header: headers(key, version) }, body }))

const patchTask = (id: string, version: number, key: string, body: TaskChange & { status?: Task['status'] }) =>
  answer(http.PATCH('/api/tasks/{id}', { params: { path: { id }, header: headers(key, version) }, body }))

/** Moves overwrite nothing that anybody wrote: on a stale version they are made on the current one. */
async function latest(version: number, read: () => Promise<Story | Task>, request: (version: number) => Promise<Done>): Promise<Done> {
  try {
    return await request(version)
  } catch (cause) {
    if (!isStale(cause)) throw cause
    return request((await read()).version)
  }
}

async function editStory({ storyId, version, base, change }: Of<'story.edit'>, key: string): Promise<Done> {
  let [on, wanted] = [version, change]
  for (;;) {
    try {
      return await patchStory(storyId, on, key, wanted)
    } catch (cause) {
      if (!isStale(cause)) throw cause
      const now = await readStory(storyId)
      const merged = await merge<Story>(base, change, now)
      if (merged.conflicts.length > 0) throw new Conflict(change, now, base)
      if (Object.keys(merged.change).length === 0) return { position: null }
      ;[on, wanted] = [now.version, merged.change]
    }
  }
}

async function editTask({ taskId, version, base, change }: Of<'task.edit'>, key: string): Promise<Done> {
  let [on, wanted] = [version, change]
  for (;;) {
    try {
      return await patchTask(taskId, on, key, wanted)
    } catch (cause) {
      if (!isStale(cause)) throw cause
      const now = await readTask(taskId)
      const merged = await merge<Task>(base, change, now)
      if (merged.conflicts.length > 0) throw new TaskConflict()
      if (Object.keys(merged.change).length === 0) return { position: null }
      ;[on, wanted] = [now.version, merged.change]
    }
  }
}

// It is gone, as was wanted: its first answer was lost, or somebody was faster.
async function gone(request: Promise<Done>): Promise<Done> {
  try {
    return { position: (await request).position }
  } catch (cause) {
    if (cause instanceof Failure && cause.status === 404) return { position: null }
    throw cause
  }
}

/** How each kind is sent. A repetition does no harm: it has the same key. */
const senders: { [K in Change['kind']]: (change: Of<K>, queued: Queued) => Promise<Done> } = {
  'story.create': async ({ projectId, story }, { key, facts }) => {
    const { data, position } = await answer(http.POST('/api/stories', { body: { projectId, ...story }, params: { header: { 'Idempotency-Key': key } } }))
    const number = Number(data.key.slice(data.key.lastIndexOf('-') + 1))
    return { position, made: data, facts: facts.map((fact) => ({ ...fact, subjectId: data.id, at: data.createdAt, data: { ...fact.data, number } }) as LocalFact) }
  },
  'story.edit': (change, { key }) => editStory(change, key),
  'story.move': ({ storyId, version, to, completeTasks }, { key }) =>
    latest(version, () => readStory(storyId), (on) => patchStory(storyId, on, key, completeTasks ? { status: to, completeTasks } : { status: to })),
  'story.delete': ({ storyId, version }) =>
    gone(answer(http.DELETE('/api/stories/{id}', { params: { path: { id: storyId }, header: { 'If-Match': ifMatch(version) } } }))),
  'task.create': async ({ storyId, localId, title, estimate }, { key, facts }) => {
    const { data, position } = await answer(
      http.POST('/api/stories/{storyId}/tasks', { params: { path: { storyId }, header: { 'Idempotency-Key': key } }, body: { title, estimate } }),
    )
    return { position, made: data, facts: facts.map((fact) => (fact.subjectId === localId ? { ...fact, subjectId: data.id } : fact)) }
  },
  'task.edit': (change, { key }) => editTask(change, key),
  'task.move': ({ taskId, version, to }, { key }) => latest(version, () => readTask(taskId), (on) => patchTask(taskId, on, key, { status: to })),
  'task.delete': ({ taskId, version }) =>
    gone(answer(http.DELETE('/api/tasks/{id}', { params: { path: { id: taskId }, header: { 'If-Match': ifMatch(version) } } }))),
}

export const sendChange = (queued: Queued): Promise<Done> => (senders[queued.change.kind] as (change: Change, queued: Queued) => Promise<Done>)(queued.change, queued)
