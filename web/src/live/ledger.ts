import type { Story, Task } from '@/api/types'
import type { Fact, Happening, LocalFact } from './facts'
import { micros } from './instants'
import { isCard, reduceStory, reduceTask } from './reducer'

/** A thing as the journal made it. */
interface Held<T> {
  value: T
  /** The last fact that is known to be in it. */
  position: number
  /** When the server changed it last, in microseconds: facts up to then are in it. */
  readAt: number
  /** Facts about it were missed: whatever is read of it counts more. */
  stale?: boolean
}

/** Something done here. It stays applied on top until the journal has passed it. */
export interface Action {
  facts: LocalFact[]
  /** Where the server says it stands in the journal; null: it has not answered. */
  position: number | null
}

/** Which things look different than before. */
export interface Touched {
  stories: Set<string>
  tasks: Set<string>
}

const nothing = (): Touched => ({ stories: new Set(), tasks: new Set() })

/**
 * The stories and tasks this page has, as the journal made them, with what was done here on top. Facts, answers of the API and
 * local actions may come in any order, late, or twice: each thing knows how far it is, and takes only what is new to it.
 */
export class Ledger {
  readonly #stories = new Map<string, Held<Story>>()
  readonly #tasks = new Map<string, Held<Task>>()
  readonly #shownStories = new Map<string, Story | null>()
  readonly #shownTasks = new Map<string, Task | null>()
  #actions: Action[] = []
  /** Facts since the oldest answer under way was asked for. */
  #recent: Fact[] = []
  #readings = 0
  /** Stories whose tasks are shown. */
  readonly #opened = new Set<string>()
  /** Whether stories that are made elsewhere are shown too. */
  collects = false
  #position = 0

  constructor(private readonly projectKey: () => string = () => '') {}

  /** How far the journal was told. */
  get position(): number {
    return this.#position
  }

  /** Stories that are kept. */
  get size(): number {
    return this.#stories.size
  }

  get pending(): number {
    return this.#actions.filter((action) => action.position === null).length
  }

  story(id: string): Story | null {
    const shown = this.#shownStories.get(id)
    return shown !== undefined ? shown : (this.#stories.get(id)?.value ?? null)
  }

  task(id: string): Task | null {
    const shown = this.#shownTasks.get(id)
    return shown !== undefined ? shown : (this.#tasks.get(id)?.value ?? null)
  }

  /** A story's tasks, as far as they are known, in the order they were made. */
  tasksOf(storyId: string): Task[] {
    const ids = this.story(storyId)?.tasks ?? []
    return ids.map((id) => this.task(id)).filter((task) => task !== null)
  }

  /** Something is about to be read: facts are kept until its answer was put here and the returned function called. */
  reading(): () => void {
    this.#readings++
    let over = false
    return () => {
      if (over) return
      over = true
      if (--this.#readings === 0) this.#recent = []
    }
  }

  /** A story's tasks are shown from now on, until the returned function is called. */
  open(storyId: string): () => void {
    this.#opened.add(storyId)
    return () => {
      this.#opened.delete(storyId)
      for (const [id, { value }] of this.#tasks) if (value.storyId === storyId) this.#tasks.delete(id)
    }
  }

  /** Facts as they come; `to` is the position they reach. */
  apply(facts: readonly Fact[], to: number): Touched {
    const touched = nothing()
    for (const fact of facts) {
      if (fact.position <= this.#position) continue
      if (this.#readings > 0) this.#recent.push(fact)
      this.#fold(fact, touched)
    }
    this.#position = Math.max(this.#position, to)
    this.#settle(touched)
    return touched
  }

  /**
   * Things as the server answered them.
   * @param position Facts up to it are in them; null when the server did not say.
   */
  put(stories: readonly Story[], tasks: readonly Task[], position: number | null): Touched {
    const touched = nothing()
    for (const story of stories) {
      // Where a story is open all of it is known, and its facts come here: a card would take its description away.
      if (isCard(story) && this.#opened.has(story.id) && this.#stories.has(story.id)) continue
      if (keep(this.#stories, story, position)) touched.stories.add(story.id)
    }
    for (const task of tasks) if (keep(this.#tasks, task, position)) touched.tasks.add(task.id)
    // Facts that came while the answer was under way passed these things by.
    const since = position ?? 0
    for (const fact of this.#recent) if (fact.position > since) this.#fold(fact, touched)
    this.#overlay(touched)
    return touched
  }

  /** The server says that they are not there. */
  drop(storyIds: readonly string[], taskIds: readonly string[] = []): Touched {
    const touched = nothing()
    for (const id of storyIds) if (this.#stories.delete(id)) touched.stories.add(id)
    for (const id of taskIds) if (this.#tasks.delete(id)) touched.tasks.add(id)
    this.#overlay(touched)
    return touched
  }

  /** Something is done here: it shows at once. */
  begin(facts: LocalFact[]): [Action, Touched] {
    const action: Action = { facts, position: null }
    this.#actions.push(action)
    const touched = nothing()
    this.#overlay(touched)
    return [action, touched]
  }

  /**
   * The server did it. The facts that say so come with the stream; until then it stays on top.
   * @param facts What was done as the server says, when that is more than was known here: the id of something new.
   */
  confirm(action: Action, position: number | null, facts?: LocalFact[]): Touched {
    const touched = nothing()
    for (const fact of action.facts) {
      touched.tasks.add(fact.subjectId)
      touched.stories.add(fact.subjectId)
    }
    action.position = position ?? this.#position
    if (facts) {
      const [from, to] = [action.facts[0]?.subjectId, facts[0]?.subjectId]
      action.facts = facts
      if (from && to && from !== to) this.#rename(from, to)
    }
    this.#settle(touched)
    return touched
  }

  /** The server refused it: as if it had not been done. */
  reject(action: Action): Touched {
    this.#actions = this.#actions.filter((one) => one !== action)
    const touched = nothing()
    this.#overlay(touched)
    return touched
  }

  /** The stream begins anew: what is here may be of another past. What was done here and is not answered stays. */
  clear(position: number): Touched {
    const touched: Touched = { stories: new Set(this.#stories.keys()), tasks: new Set(this.#tasks.keys()) }
    this.#stories.clear()
    this.#tasks.clear()
    this.#recent = []
    this.#position = position
    this.#settle(touched)
    return touched
  }

  /** Facts up to a position are left out: what is known may be behind, until it is read anew. */
  skip(to: number): void {
    this.#position = Math.max(this.#position, to)
    for (const held of this.#stories.values()) held.stale = true
    for (const held of this.#tasks.values()) held.stale = true
    this.#actions = this.#actions.filter((action) => action.position === null || action.position > this.#position)
  }

  /** Keeps only what is shown. */
  retain(storyIds: ReadonlySet<string>): void {
    for (const id of this.#stories.keys()) if (!storyIds.has(id)) this.#stories.delete(id)
    for (const [id, { value }] of this.#tasks) if (!storyIds.has(value.storyId)) this.#tasks.delete(id)
  }

  #fold(fact: Fact, touched: Touched): void {
    for (const id of storiesOf(fact)) {
      if (fact.type === 'story.created' && !this.collects && !this.#stories.has(id)) continue
      if (step(this.#stories, id, fact, (story) => reduceStory(story, fact, this.projectKey()))) touched.stories.add(id)
    }
    if (!fact.type.startsWith('task.')) return
    // Tasks nobody looks at are not kept.
    if (fact.type === 'task.created' && !this.#opened.has(fact.data.storyId)) return
    if (step(this.#tasks, fact.subjectId, fact, (task) => reduceTask(task, fact))) touched.tasks.add(fact.subjectId)
  }

  /** What was done here since to something new speaks of it by the name that it had before the server gave it an id. */
  #rename(from: string, to: string): void {
    for (const action of this.#actions) {
      const text = JSON.stringify(action.facts)
      if (text.includes(from)) action.facts = JSON.parse(text.replaceAll(from, to)) as LocalFact[]
    }
  }

  /** Lets go of actions that the journal has passed. */
  #settle(touched: Touched): void {
    this.#actions = this.#actions.filter((action) => action.position === null || action.position > this.#position)
    this.#overlay(touched)
  }

  #overlay(touched: Touched): void {
    for (const id of this.#shownStories.keys()) touched.stories.add(id)
    for (const id of this.#shownTasks.keys()) touched.tasks.add(id)
    this.#shownStories.clear()
    this.#shownTasks.clear()
    for (const action of this.#actions) {
      for (const fact of action.facts) {
        for (const id of storiesOf(fact)) {
          const before = this.story(id)
          const after = isPassed(fact, before, this.task(fact.subjectId)) ? before : reduceStory(before, fact, this.projectKey())
          if (after !== before) this.#shownStories.set(id, after)
          touched.stories.add(id)
        }
        if (!fact.type.startsWith('task.')) continue
        const before = this.task(fact.subjectId)
        const after = isPassed(fact, null, before) ? before : reduceTask(before, fact)
        if (after !== before) this.#shownTasks.set(fact.subjectId, after)
        touched.tasks.add(fact.subjectId)
      }
    }
  }
}

const storiesOf = (fact: Happening): string[] =>
  fact.type.startsWith('story.') ? [fact.subjectId] : 'storyId' in fact.data ? [fact.data.storyId] : []

/** Whether a local move is over: what it was to move is not where it was, because the journal has it already or somebody was first. */
function isPassed(fact: LocalFact, story: Story | null, task: Task | null): boolean {
  if (!('status' in fact.data) || typeof fact.data.status !== 'object') return false
  const subject = fact.type.startsWith('task.') ? task : story
  return subject !== null && subject.status !== fact.data.status.old
}

/** An older answer that came late tells nothing new. */
function keep<T extends { id: string; updatedAt: string }>(held: Map<string, Held<T>>, value: T, position: number | null): boolean {
  const known = held.get(value.id)
  const readAt = micros(value.updatedAt)
  if (known && !known.stale && micros(known.value.updatedAt) > readAt) return false
  held.set(value.id, { value, position: Math.max(position ?? 0, known?.stale ? 0 : (known?.position ?? 0)), readAt })
  return true
}

function step<T extends { id: string }>(held: Map<string, Held<T>>, id: string, fact: Fact, reduce: (value: T | null) => T | null): boolean {
  const known = held.get(id)
  if (known && (fact.position <= known.position || micros(fact.at) <= known.readAt)) return false
  const before = known?.value ?? null
  const after = reduce(before)
  if (known) known.position = fact.position
  if (after === before) return false
  if (after === null) held.delete(id)
  else held.set(id, { value: after, position: fact.position, readAt: -Infinity, stale: known?.stale ?? false })
  return true
}
