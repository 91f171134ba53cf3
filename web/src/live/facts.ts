import type { LabelColor, Priority, Role, Status } from '@/api/types'

/*
 * The facts as live frames carry them (docs/guides/live.md). They are streamed, so the OpenAPI document has no schema of them; this
 * file mirrors Throughline.Domain/Facts, of which it names only what the app reads.
 */

export interface Changed<T> {
  old: T
  new: T
}

interface Shapes {
  'project.created': { key: string; name: string }
  'project.edited': { name?: Changed<string>; key?: Changed<string>; isArchived?: Changed<boolean>; version: Changed<number> }
  'project.deleted': { key: string }
  'story.created': {
    number: number
    title: string
    description: string
    status: Status
    priority: Priority
    labels: string[]
    assigneeId?: string | null
    externalKey?: string | null
  }
  'story.edited': StoryEdit & { version: Changed<number> }
  'story.started': Moved
  'story.completed': Moved
  'story.reopened': Moved
  'story.unstarted': Moved
  'story.ranked': { rank: Changed<string | null> }
  'story.deleted': { number: number; status: Status }
  'task.created': { storyId: string; title: string; description: string; status: Status; estimate: number; timeSpent: number }
  'task.edited': TaskEdit & { storyId: string; version: Changed<number> }
  'task.started': TaskMoved
  'task.completed': TaskMoved
  'task.reopened': TaskMoved
  'task.unstarted': TaskMoved
  'task.deleted': { storyId: string; status: Status }
  'task.claimed': { storyId: string; status: Changed<Status>; lease: LeaseMove; attempts: Changed<number> }
  'task.released': {
    storyId: string
    lease: LeaseMove
    failed: boolean
    reason?: string | null
    status?: Changed<Status>
    attempts?: Changed<number>
    timeSpent?: Changed<number>
    failure?: Changed<string | null>
  }
  'task.expired': { storyId: string; status: Changed<Status>; lease: LeaseMove; failure?: Changed<string | null> }
  'task.setAside': { storyId: string; attempts: number; reason: string }
  'task.requeued': { storyId: string; attempts: Changed<number>; failure?: Changed<string | null> }
  'baseItem.created': { description: string }
  'baseItem.edited': { description?: Changed<string>; version: Changed<number> }
  'baseItem.deleted': { description: string; version: number }
  'item.created': { baseItemId: string; label?: string | null }
  'item.edited': { label?: Changed<string | null>; version: Changed<number> }
  'item.transferred': { transferId: string; ownerId: string; giverId?: string | null; awaits?: boolean; isStated?: boolean; isFirst?: boolean; corrects?: string }
  'transfer.accepted': { itemId: string; isFirst?: boolean }
  'transfer.refused': { itemId: string; reason: string }
  'transfer.recalled': { itemId: string }
  'transfer.corrected': { itemId: string; by?: string; wasFirst?: boolean; reason?: string }
  'transfer.reordered': { itemId: string; isFirst: boolean }
  'label.colored': { name: string; color: Changed<LabelColor | null> }
  'view.created': { name: string; version: number }
  'view.edited': { version: Changed<number> }
  'view.deleted': { name: string; version: number }
  'member.added': { role: Role }
  'member.edited': { role: Changed<Role> }
  'member.removed': { role: Role }
  'member.invited': { role: Role }
  'member.uninvited': { role: Role }
}

export interface StoryEdit {
  title?: Changed<string>
  description?: Changed<string>
  priority?: Changed<Priority>
  labels?: Changed<string[]>
  assigneeId?: Changed<string | null>
}

export interface TaskEdit {
  title?: Changed<string>
  description?: Changed<string>
  estimate?: Changed<number>
  timeSpent?: Changed<number>
}

export interface Moved {
  status: Changed<Status>
  version?: Changed<number>
}

export interface TaskMoved extends Moved {
  storyId: string
  lease?: LeaseMove
  timeSpent?: Changed<number>
  attempts?: Changed<number>
  failure?: Changed<string | null>
}

export interface LeaseMove {
  leaseEpoch: number
  sessionId?: string
  state: Changed<'None' | 'Held' | 'Completed' | 'Released' | 'Expired' | 'Void'>
}

export type FactType = keyof Shapes

type Of<T extends FactType> = { type: T; subjectId: string; projectId: string; at: string; effectiveAt?: string; data: Shapes[T] }

/** What happened, wherever it came from. */
export type Happening = { [T in FactType]: Of<T> }[FactType]

/** An entry of the journal. */
export type Fact = Happening & { position: number }

/** What somebody did here, told as the fact that is expected of it; it has no place in the journal yet. */
export type LocalFact = Happening & { position: null }
