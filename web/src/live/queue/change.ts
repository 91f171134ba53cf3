import type { Priority, Status, Story, Task } from '@/api/types'
import type { LocalFact } from '../facts'

export interface NewStory {
  title: string
  description: string
  priority: Priority
  labels: string[]
}

export type StoryChange = Partial<Pick<Story, 'title' | 'description' | 'priority' | 'labels' | 'assigneeId'>>
export type TaskChange = Partial<Pick<Task, 'title' | 'description' | 'estimate' | 'timeSpent'>>

/**
 * What somebody did, as a plain value: it can be written down, and be sent by a page that was not there when it was done. What it was
 * decided on stands in it.
 */
export type Change =
  | { kind: 'story.create'; projectId: string; localId: string; story: NewStory }
  | { kind: 'story.edit'; storyId: string; version: number; base: StoryChange; change: StoryChange }
  | { kind: 'story.move'; storyId: string; version: number; to: Status; completeTasks: boolean }
  | { kind: 'story.delete'; storyId: string; version: number }
  | { kind: 'task.create'; storyId: string; localId: string; title: string; estimate: number }
  | { kind: 'task.edit'; storyId: string; taskId: string; version: number; base: TaskChange; change: TaskChange }
  | { kind: 'task.move'; storyId: string; taskId: string; version: number; to: Status }
  | { kind: 'task.delete'; storyId: string; taskId: string; version: number }

/** A change on its way, as it is written down until the server has answered it. */
export interface Queued {
  /** Its idempotency key: with it the server does it once, however often and by whichever page it is sent. */
  key: string
  person: string
  projectId: string
  /** The page that sends it. */
  page: string
  at: number
  /** What it is about, such as TL-12; empty: something new. */
  subject: string
  /** What it does, for people. */
  text: string
  facts: LocalFact[]
  change: Change
  /** The server does not take it: it is kept until somebody says what becomes of it. */
  refused?: Refusal
}

export interface Refusal {
  at: number
  message: string
  /** Somebody else changed the same: how it stands there. */
  theirs?: StoryChange & { version: number; updatedAt: string }
}

export const storyOf = (change: Change): string => ('storyId' in change ? change.storyId : change.localId)

/** What was typed, for whoever wants to keep it. */
export function typed({ change }: Queued): string {
  if (change.kind === 'story.create') return [change.story.title, change.story.description].filter(Boolean).join('\n\n')
  if (change.kind === 'task.create') return change.title
  if (!('change' in change)) return ''
  const { title, description } = change.change
  return [title, description].filter(Boolean).join('\n\n')
}

/** Something was called otherwise here before the server gave it an id. */
export const withId = <T>(value: T, from: string, to: string): T => {
  const text = JSON.stringify(value)
  return text.includes(from) ? (JSON.parse(text.replaceAll(from, to)) as T) : value
}
