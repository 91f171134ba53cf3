import { asFailure } from '@/api/failure'
import { answer, http, idempotencyKey } from '@/api/client'
import { isReplaced } from '@/api/person'
import type { Status, Story, Task } from '@/api/types'
import panel from '@/i18n/en/panel'
import { useText } from '@/i18n/text'
import type { Changed, LocalFact } from '@/live/facts'
import type { Change, NewStory, StoryChange, TaskChange } from '@/live/queue/change'
import { journalStep } from '@/live/journalStep'
import { submit } from '@/live/queue/queue'
import { Conflict, TaskConflict } from '@/live/queue/senders'
import type { Done } from '@/live/queue/senders'
import { consequences } from '@/live/reducer'
import { moveStory as moveStoryFact, moveTask as moveTaskFact } from '@/live/rules'
import { useLive } from '@/live/store'
import { during, remember } from '@/live/undo'
import { toast } from '@/ui/toasts'
import { taskStep } from './taskStep'
import { describeStoryChange } from './told'

export type { NewStory, StoryChange, TaskChange }
export { Conflict }

const stamp = (projectId: string, subjectId: string) =>
  ({ position: null, at: new Date().toISOString(), projectId, subjectId }) as const

const between = <T>(old: T, next: T | undefined): Changed<T> | undefined => (next === undefined ? undefined : { old, new: next })

/** The fields of a change as they are before it. */
const before = <T extends object>(thing: T, change: object): Partial<T> =>
  Object.fromEntries(Object.keys(change).map((field) => [field, thing[field as keyof T]])) as Partial<T>

/** What people do with stories and tasks: shown at once, sent in order, taken back when the server refuses. */
export function useChanges() {
  const live = useLive()
  const text = useText(panel)

  async function addStory(story: NewStory): Promise<Story> {
    const projectId = live.project!.id
    const localId = `new-${idempotencyKey()}`
    const local: LocalFact = { ...stamp(projectId, localId), type: 'story.created', data: { number: 0, status: 'Open', ...story } }
    const { made } = await submit({ kind: 'story.create', projectId, localId, story }, [local], { subject: '', text: story.title })
    return made as Story
  }

  /** @throws Conflict when somebody else changed the same field meanwhile, in another way; what can be joined is. */
  async function editStory(story: Story, change: StoryChange): Promise<void> {
    const { id: storyId, version } = story
    const local: LocalFact = {
      ...stamp(story.projectId, storyId),
      type: 'story.edited',
      data: {
        version: { old: version, new: version + 1 },
        title: between(story.title, change.title),
        description: between(story.description, change.description),
        priority: between(story.priority, change.priority),
        labels: between(story.labels, change.labels),
        assigneeId: between(story.assigneeId ?? null, change.assigneeId),
      },
    }
    const what = describeStoryChange(change, text)
    const done = await submit({ kind: 'story.edit', storyId, version, base: before(story, change), change }, [local], { subject: story.key, text: what })
    rememberChange(`${story.key}: ${what}`, done)
  }

  /** @param complete Its open tasks too, when it is moved to Done. */
  async function moveStory(story: Story, to: Status, complete = false): Promise<void> {
    if (story.status === to) return
    const { id: storyId, version } = story
    const tasks = complete ? live.look((ledger) => ledger.tasksOf(storyId)).filter((task) => task.status !== 'Done') : []
    const facts = [counted(moveStoryFact(story, to), version), ...tasks.map((task) => moveTaskFact(task, 'Done'))]
    const what = text.moved(text.statuses[to])
    const done = await told({ kind: 'story.move', storyId, version, to, completeTasks: complete }, facts, { subject: story.key, text: what })
    rememberChange(`${story.key}: ${what}`, done)
  }

  /** It is shown as gone; it is sent when it can't be undone any more, and not if somebody changed the story meanwhile. */
  function deleteStory(story: Story): void {
    if (story.key === '') return
    const { id: storyId, version } = story
    const local: LocalFact = { ...stamp(story.projectId, storyId), type: 'story.deleted', data: { number: 0, status: story.status } }
    removeLater([local], text.deleting(story.key), `/api/stories/${storyId}`, { subject: story.key, text: text.deletion }, { kind: 'story.delete', storyId, version })
  }

  async function addTask(story: Story, title: string, estimate: number): Promise<void> {
    const localId = `new-${idempotencyKey()}`
    const data = { storyId: story.id, title, description: '', status: 'Open' as const, estimate, timeSpent: 0 }
    const local: LocalFact = { ...stamp(story.projectId, localId), type: 'task.created', data }
    await submit({ kind: 'task.create', storyId: story.id, localId, title, estimate }, [local, ...consequences(local, story)], { subject: story.key, text: text.newTask(title) })
  }

  async function editTask(task: Task, change: TaskChange): Promise<void> {
    const { id: taskId, storyId, version } = task
    const local: LocalFact = {
      ...stamp(task.projectId, taskId),
      type: 'task.edited',
      data: {
        storyId,
        version: { old: version, new: version + 1 },
        title: between(task.title, change.title),
        description: between(task.description, change.description),
        estimate: between(task.estimate, change.estimate),
        timeSpent: between(task.timeSpent, change.timeSpent),
      },
    }
    const what = text.editedTask(task.title)
    const old = before(task, change)
    if (await told({ kind: 'task.edit', storyId, taskId, version, base: old, change }, [local], { subject: keyOf(storyId), text: what })) remember(taskStep(what, taskId, old, change))
  }

  async function moveTask(task: Task, to: Status): Promise<void> {
    if (task.status === to) return
    const { id: taskId, storyId, version } = task
    const local = counted(moveTaskFact(task, to), version)
    const facts = [local, ...consequences(local, live.look((ledger) => ledger.story(storyId)))]
    const what = text.movedTask(task.title, text.statuses[to])
    const { status } = task
    if (await told({ kind: 'task.move', storyId, taskId, version, to }, facts, { subject: keyOf(storyId), text: what })) remember(taskStep(what, taskId, { status }, { status: to }))
  }

  function deleteTask(task: Task): void {
    if (task.id.startsWith('new-')) return
    const { id: taskId, storyId, version } = task
    const local: LocalFact = { ...stamp(task.projectId, taskId), type: 'task.deleted', data: { storyId, status: task.status } }
    const facts = [local, ...consequences(local, live.look((ledger) => ledger.story(storyId)))]
    removeLater(facts, text.deletingTask, `/api/tasks/${taskId}`, { subject: keyOf(storyId), text: text.deletionOfTask(task.title) }, { kind: 'task.delete', storyId, taskId, version })
  }

  function rememberChange(what: string, done: Done | null): void {
    if (done?.position != null && done.from != null) remember(journalStep(what, done.from, done.position, (why) => toast(why, { tone: 'bad' })))
  }

  const keyOf = (storyId: string): string => live.look((ledger) => ledger.story(storyId))?.key ?? ''

  /** Does it, and says why when it can't be done: null. */
  async function told(change: Change, facts: LocalFact[], about: { subject: string; text: string }): Promise<Done | null> {
    try {
      return await during(submit(change, facts, about))
    } catch (cause) {
      toast(cause instanceof TaskConflict ? cause.message : asFailure(cause).message, { tone: 'bad' })
      return null
    }
  }

  function removeLater(facts: LocalFact[], message: string, address: string, about: { subject: string; text: string }, change: Extract<Change, { version: number }>): void {
    const shown = live.pretend(facts)
    // Who leaves the page meant it: there is nobody left to undo it.
    const leave = (): void => {
      if (!isReplaced()) void fetch(address, { method: 'DELETE', keepalive: true, headers: { 'If-Match': `"${change.version}"` } })
    }
    addEventListener('pagehide', leave)
    toast(message, {
      undo: () => {
        removeEventListener('pagehide', leave)
        shown.undo()
      },
      over: async () => {
        removeEventListener('pagehide', leave)
        // Shown as gone all the while: first once more, then no longer for the message's sake.
        const sent = submit(change, facts, about)
        shown.undo()
        try {
          await sent
        } catch (cause) {
          const failure = asFailure(cause)
          toast(failure.status === 412 ? text.changedMeanwhile : failure.message, { tone: 'bad' })
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

/** A person's move counts a version. */
const counted = <T extends LocalFact>(fact: T, version: number): T => ({ ...fact, data: { ...fact.data, version: { old: version, new: version + 1 } } })
