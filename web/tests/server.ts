import type { Status, Story, Task } from '@/api/types'
import type { Fact, LocalFact } from '@/live/facts'
import { Ledger } from '@/live/ledger'
import { consequences } from '@/live/reducer'
import { moveStory, moveTask } from '@/live/rules'

export const projectId = 'project'

export type Command =
  | { kind: 'create'; title: string }
  | { kind: 'rename'; story: number; title: string }
  | { kind: 'move'; story: number; to: Status }
  | { kind: 'rank'; story: number; to: number }
  | { kind: 'delete'; story: number }
  | { kind: 'addTask'; story: number }
  | { kind: 'moveTask'; task: number; to: Status }
  | { kind: 'deleteTask'; task: number }

/** What somebody who sees this ledger would tell of a command: nothing when it can't be done. */
export function tell(ledger: Ledger, ids: { stories: string[]; tasks: string[] }, command: Command, newId: string): LocalFact[] {
  const stamp = (subjectId: string) => ({ position: null, at: '', projectId, subjectId }) as const
  const story = 'story' in command ? ledger.story(ids.stories[command.story % ids.stories.length] ?? '') : null
  const task = 'task' in command ? ledger.task(ids.tasks[command.task % ids.tasks.length] ?? '') : null
  if (command.kind === 'create') {
    const data = { number: 0, title: command.title, description: '', status: 'Open' as const, priority: 'None' as const, labels: [] }
    return [{ ...stamp(newId), type: 'story.created', data }]
  }
  if (command.kind === 'moveTask' || command.kind === 'deleteTask') {
    const of = task && ledger.story(task.storyId)
    if (!task || !of || (command.kind === 'moveTask' && command.to === task.status)) return []
    const fact: LocalFact =
      command.kind === 'moveTask'
        ? moveTask(task, command.to)
        : { ...stamp(task.id), type: 'task.deleted', data: { storyId: of.id, status: task.status } }
    return [fact, ...consequences(fact, of)]
  }
  if (!story) return []
  if (command.kind === 'rename') {
    const data = { version: { old: story.version, new: story.version + 1 }, title: { old: story.title, new: command.title } }
    return [{ ...stamp(story.id), type: 'story.edited', data }]
  }
  if (command.kind === 'move') return command.to === story.status ? [] : [moveStory(story, command.to)]
  if (command.kind === 'rank') {
    const rank = `${2_147_483_647 - command.to}i`
    return rank === story.rank ? [] : [{ ...stamp(story.id), type: 'story.ranked', data: { rank: { old: story.rank, new: rank } } }]
  }
  if (command.kind === 'delete') {
    const tasks = ledger.tasksOf(story.id)
    return [
      ...tasks.map((one): LocalFact => ({ ...stamp(one.id), type: 'task.deleted', data: { storyId: story.id, status: one.status } })),
      { ...stamp(story.id), type: 'story.deleted', data: { number: 1, status: story.status } },
    ]
  }
  const data = { storyId: story.id, title: 'A task', description: '', status: 'Open' as const, estimate: 0, timeSpent: 0 }
  const fact: LocalFact = { ...stamp(newId), type: 'task.created', data }
  return [fact, ...consequences(fact, story)]
}

/** A journal that does commands one after the other, and the truth of its end. */
export class Server {
  readonly truth = watching(new Ledger(() => 'TL'))
  readonly facts: Fact[] = []
  readonly ids = { stories: [] as string[], tasks: [] as string[] }
  #clock = Date.parse('2026-01-31T12:00:00Z')

  get position(): number {
    return this.facts.length
  }

  /** Commits what a command makes of the truth, all at one moment; the facts it became. */
  do(command: Command): Fact[] {
    const told = tell(this.truth, this.ids, command, `id-${this.position}`)
    return this.commit(told)
  }

  commit(told: readonly LocalFact[]): Fact[] {
    this.#clock += 7
    const at = new Date(this.#clock).toISOString()
    const facts = told.map((fact, i) => ({ ...fact, at, position: this.position + i + 1 }) as Fact)
    for (const fact of facts) {
      if (fact.type === 'story.created') {
        fact.data.number = this.ids.stories.length + 1
        this.ids.stories.push(fact.subjectId)
        this.truth.open(fact.subjectId)
      }
      if (fact.type === 'task.created') this.ids.tasks.push(fact.subjectId)
      this.facts.push(fact)
    }
    this.truth.apply(facts, this.position)
    return facts
  }
}

export function watching(ledger: Ledger): Ledger {
  ledger.collects = true
  return ledger
}

export interface Everything {
  stories: (Story | null)[]
  tasks: (Task | null)[]
}

export const everything = (ledger: Ledger, ids: Server['ids']): Everything => ({
  stories: ids.stories.map((id) => ledger.story(id)),
  tasks: ids.tasks.map((id) => ledger.task(id)),
})
