import { answer, http, idempotencyKey } from '@/api/client'
import { Failure, asFailure } from '@/api/failure'
import { isReplaced } from '@/api/person'
import type { Priority, Status, Story, Task } from '@/api/types'
import type { Changed, LocalFact } from '@/live/facts'
import { consequences } from '@/live/reducer'
import { moveStory as moveStoryFact, moveTask as moveTaskFact } from '@/live/rules'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import { remember } from '@/live/undo'
import { toast } from '@/ui/toasts'
import { useBulk } from './bulk'
import { taskStep } from './taskStep'

export interface NewStory {
  title: string
  description: string
  priority: Priority
  labels: string[]
}

export type StoryChange = Partial<Pick<Story, 'title' | 'description' | 'priority' | 'labels' | 'assigneeId'>>
export type TaskChange = Partial<Pick<Task, 'title' | 'description' | 'estimate' | 'timeSpent'>>

/** Somebody else changed the same field meanwhile. */
export class Conflict extends Error {
  constructor(
    readonly mine: StoryChange,
    readonly theirs: Story,
  ) {
    super('Somebody changed the same meanwhile.')
  }
}

const ifMatch = (version: number): string => `"${version}"`

const stamp = (projectId: string, subjectId: string) =>
  ({ position: null, at: new Date().toISOString(), projectId, subjectId }) as const

const between = <T>(old: T, next: T | undefined): Changed<T> | undefined => (next === undefined ? undefined : { old, new: next })

/** What people do with stories and tasks: shown at once, sent in order, taken back when the server refuses. */
export function useChanges() {
  const live = useLive()
  const { journalStep } = useBulk()

  function addStory(story: NewStory): Promise<Story> {
    const projectId = live.project!.id
    const key = idempotencyKey()
    const local: LocalFact = { ...stamp(projectId, `new-${key}`), type: 'story.created', data: { number: 0, status: 'Open', ...story } }
    return live.act([local], async () => {
      const { data, position } = await send(`New: ${story.title}`, () =>
        answer(http.POST('/api/stories', { body: { projectId, ...story }, params: { header: { 'Idempotency-Key': key } } })),
      )
      const number = Number(data.key.slice(data.key.lastIndexOf('-') + 1))
      const told: LocalFact = { ...local, subjectId: data.id, at: data.createdAt, data: { ...local.data, number } }
      return { position, facts: [told], value: data }
    })
  }

  /** @throws Conflict when somebody else changed the same field meanwhile; other fields are no conflict. */
  function editStory(story: Story, change: StoryChange): Promise<void> {
    const local: LocalFact = {
      ...stamp(story.projectId, story.id),
      type: 'story.edited',
      data: {
        version: { old: story.version, new: story.version + 1 },
        title: between(story.title, change.title),
        description: between(story.description, change.description),
        priority: between(story.priority, change.priority),
        labels: between(story.labels, change.labels),
        assigneeId: between(story.assigneeId ?? null, change.assigneeId),
      },
    }
    const what = Object.keys(change).join(', ')
    const key = idempotencyKey()
    return live.act([local], async () => {
      let { version } = story
      for (;;) {
        try {
          const { position } = await send(`${story.key}: ${what}`, () => patchStory(story.id, version, key, change))
          // It is one fact, for it was decided on the version that the change differs from.
          if (position !== null) remember(journalStep(`${story.key}: ${what}`, position, position))
          return { position, value: undefined }
        } catch (cause) {
          if (!(cause instanceof Failure) || cause.status !== 412) throw cause
          const now = await readStory(story.id)
          const same = (Object.keys(change) as (keyof StoryChange)[]).every((field) => JSON.stringify(now[field]) === JSON.stringify(story[field]))
          if (!same) throw new Conflict(change, now)
          version = now.version
        }
      }
    })
  }

  /** @param complete Its open tasks too, when it is moved to Done. */
  async function moveStory(story: Story, to: Status, complete = false): Promise<void> {
    if (story.status === to) return
    const moved = moveStoryFact(story, to)
    const local = { ...moved, data: { ...moved.data, version: { old: story.version, new: story.version + 1 } } } as LocalFact
    const tasks = complete ? live.look((ledger) => ledger.tasksOf(story.id)).filter((task) => task.status !== 'Done') : []
    const key = idempotencyKey()
    await told(() =>
      live.act([local, ...tasks.map((task) => moveTaskFact(task, 'Done'))], async () => {
        const { position } = await send(`${story.key} to ${to}`, () =>
          latest(story, (version) => patchStory(story.id, version, key, complete ? { status: to, completeTasks: true } : { status: to })),
        )
        // Each task has a fact of its own; how many there are, the server knows better.
        if (position !== null && !complete) remember(journalStep(`${story.key} to ${to}`, position, position))
        return { position, value: undefined }
      }),
    )
  }

  /** It is shown as gone; it is sent when it can't be undone any more, and not if somebody changed the story meanwhile. */
  function deleteStory(story: Story): void {
    if (story.key === '') return
    const local: LocalFact = { ...stamp(story.projectId, story.id), type: 'story.deleted', data: { number: 0, status: story.status } }
    removeLater([local], `Deleting ${story.key}`, `/api/stories/${story.id}`, story.version, () =>
      answer(http.DELETE('/api/stories/{id}', { params: { path: { id: story.id }, header: { 'If-Match': ifMatch(story.version) } } })),
    )
  }

  function addTask(story: Story, title: string, estimate: number): Promise<void> {
    const key = idempotencyKey()
    const data = { storyId: story.id, title, description: '', status: 'Open' as const, estimate, timeSpent: 0 }
    const local: LocalFact = { ...stamp(story.projectId, `new-${key}`), type: 'task.created', data }
    return live.act([local, ...consequences(local, story)], async () => {
      const { data: task, position } = await send(`${story.key}: new task`, () =>
        answer(
          http.POST('/api/stories/{storyId}/tasks', {
            params: { path: { storyId: story.id }, header: { 'Idempotency-Key': key } },
            body: { title, estimate },
          }),
        ),
      )
      return { position, facts: [{ ...local, subjectId: task.id }, ...consequences(local, story)], value: undefined }
    })
  }

  async function editTask(task: Task, change: TaskChange): Promise<void> {
    const local: LocalFact = {
      ...stamp(task.projectId, task.id),
      type: 'task.edited',
      data: {
        storyId: task.storyId,
        version: { old: task.version, new: task.version + 1 },
        title: between(task.title, change.title),
        description: between(task.description, change.description),
        estimate: between(task.estimate, change.estimate),
        timeSpent: between(task.timeSpent, change.timeSpent),
      },
    }
    const what = `Task: ${Object.keys(change).join(', ')}`
    await told(async () => {
      await live.act([local], () => sendTask(task, what, change))
      const fields = Object.keys(change) as (keyof TaskChange)[]
      remember(taskStep(what, task.id, Object.fromEntries(fields.map((field) => [field, task[field]])), change))
    })
  }

  async function moveTask(task: Task, to: Status): Promise<void> {
    if (task.status === to) return
    const moved = moveTaskFact(task, to)
    const local = { ...moved, data: { ...moved.data, version: { old: task.version, new: task.version + 1 } } } as LocalFact
    const story = live.look((ledger) => ledger.story(task.storyId))
    await told(async () => {
      await live.act([local, ...consequences(local, story)], () => sendTask(task, `Task to ${to}`, { status: to }))
      remember(taskStep(`Task to ${to}`, task.id, { status: task.status }, { status: to }))
    })
  }

  function deleteTask(task: Task): void {
    if (task.id.startsWith('new-')) return
    const local: LocalFact = { ...stamp(task.projectId, task.id), type: 'task.deleted', data: { storyId: task.storyId, status: task.status } }
    const story = live.look((ledger) => ledger.story(task.storyId))
    removeLater([local, ...consequences(local, story)], 'Deleting a task', `/api/tasks/${task.id}`, task.version, () =>
      answer(http.DELETE('/api/tasks/{id}', { params: { path: { id: task.id }, header: { 'If-Match': ifMatch(task.version) } } })),
    )
  }

  async function sendTask(task: Task, text: string, body: TaskChange & { status?: Status }) {
    const key = idempotencyKey()
    const { position } = await send(text, () =>
      latest(task, (version) =>
        answer(
          http.PATCH('/api/tasks/{id}', {
            params: { path: { id: task.id }, header: { 'If-Match': ifMatch(version), 'Idempotency-Key': `${key}-${version}` } },
            body,
          }),
        ),
      ),
    )
    return { position, value: undefined }
  }

  function removeLater(
    facts: LocalFact[],
    text: string,
    address: string,
    version: number,
    request: () => Promise<{ position: number | null }>,
  ): void {
    const shown = live.pretend(facts)
    // Who leaves the page meant it: there is nobody left to undo it.
    const leave = (): void => {
      if (!isReplaced()) void fetch(address, { method: 'DELETE', keepalive: true, headers: { 'If-Match': ifMatch(version) } })
    }
    addEventListener('pagehide', leave)
    toast(text, {
      undo: () => {
        removeEventListener('pagehide', leave)
        shown.undo()
      },
      over: async () => {
        removeEventListener('pagehide', leave)
        try {
          shown.done((await send(text, request)).position)
        } catch (cause) {
          const failure = asFailure(cause)
          // Its first answer was lost, or somebody else was faster: it is gone, as was wanted.
          if (failure.status === 404) return shown.done(null)
          shown.undo()
          toast(failure.status === 412 ? 'It was changed meanwhile, so it was not deleted. Look at it again.' : failure.message, { tone: 'bad' })
        }
      },
    })
  }

  async function readStory(id: string): Promise<Story> {
    const { data, position } = await answer(http.GET('/api/stories/{id}', { params: { path: { id } } }))
    live.change((ledger) => ledger.put([data], [], position))
    return data
  }

  return { addStory, editStory, moveStory, deleteStory, addTask, editTask, moveTask, deleteTask, readStory }
}

function patchStory(id: string, version: number, key: string, body: StoryChange & { status?: Status; completeTasks?: boolean }) {
  return answer(
    http.PATCH('/api/stories/{id}', {
      params: { path: { id }, header: { 'If-Match': ifMatch(version), 'Idempotency-Key': `${key}-${version}` } },
      body,
    }),
  )
}

/** Moves don't overwrite what anybody wrote: with a stale version they are tried once more with the current one. */
async function latest<T>(thing: Story | Task, request: (version: number) => Promise<T>): Promise<T> {
  try {
    return await request(thing.version)
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.status !== 412) throw cause
    const params = { path: { id: thing.id } }
    const { data } = await ('storyId' in thing ? answer(http.GET('/api/tasks/{id}', { params })) : answer(http.GET('/api/stories/{id}', { params })))
    return await request(data.version)
  }
}

async function told(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (cause) {
    toast(asFailure(cause).message, { tone: 'bad' })
  }
}
