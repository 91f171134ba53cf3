import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Story } from '@/api/types'
import type { Changed, LocalFact } from '@/live/facts'
import board from '@/i18n/en/board'
import { useText } from '@/i18n/text'
import { between, placeOf } from '@/live/rank'
import { moveStory as moveFact } from '@/live/rules'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import type { Change } from './model'

/** Where a card goes: what it becomes there, and between which others it stands. */
export interface Move {
  change: Change
  after: Story | null
  before: Story | null
  completeTasks?: boolean
}

const stamp = (projectId: string, subjectId: string) => ({ position: null, at: new Date().toISOString(), projectId, subjectId }) as const

const changed = <T>(old: T, next: T | undefined): Changed<T> | undefined => (next === undefined ? undefined : { old, new: next })

/** What people do on a board: shown at once, sent in order, taken back when the server refuses. */
export function useCardChanges() {
  const live = useLive()
  const text = useText(board)

  /** @returns Where its facts stand, or why the server did not take it. */
  async function move(story: Story, { change, after, before, completeTasks }: Move): Promise<{ from: number; to: number } | Failure | null> {
    const key = idempotencyKey()
    const facts = told(story, change, after, before)
    try {
      return await live.act(facts, async () => {
        const { position, from } = await send(text.moved(story.key), () =>
          answer(
            http.POST('/api/stories/{id}/move', {
              params: { path: { id: story.id }, header: { 'Idempotency-Key': key } },
              body: { ...change, ...(after ? { after: after.id } : {}), ...(before ? { before: before.id } : {}), ...(completeTasks ? { completeTasks } : {}) },
            }),
          ),
        )
        return { position, value: position === null || from === null ? null : { from, to: position } }
      })
    } catch (cause) {
      return asFailure(cause)
    }
  }

  /** The facts that are expected of a move. */
  function told(story: Story, change: Change, after: Story | null, before: Story | null): LocalFact[] {
    const facts: LocalFact[] = []
    const { priority, assigneeId, labels } = change
    if (priority !== undefined || assigneeId !== undefined || labels !== undefined) {
      facts.push({
        ...stamp(story.projectId, story.id),
        type: 'story.edited',
        data: {
          version: { old: story.version, new: story.version + 1 },
          priority: changed(story.priority, priority),
          assigneeId: changed(story.assigneeId, assigneeId),
          labels: changed(story.labels, labels),
        },
      })
    }
    if (change.status) facts.push(moveFact(story, change.status))
    if (after || before) {
      const rank = between(after && placeOf(after), before && placeOf(before))
      facts.push({ ...stamp(story.projectId, story.id), type: 'story.ranked', data: { rank: { old: story.rank, new: rank } } })
    }
    return facts
  }

  /** @returns Why the server did not take it; null: it did. */
  async function add(title: string, change: Change): Promise<Failure | null> {
    const projectId = live.project!.id
    const key = idempotencyKey()
    const { status = 'Open', priority = 'None', assigneeId = null, labels = [] } = change
    const data = { number: 0, title, description: '', status, priority, assigneeId, labels }
    const local: LocalFact = { ...stamp(projectId, `new-${key}`), type: 'story.created', data }
    try {
      await live.act([local], async () => {
        const { data: made, position } = await send(text.adding(title), () =>
          answer(
            http.POST('/api/stories', {
              body: { projectId, title, status, priority, labels, ...(assigneeId ? { assigneeId } : {}) },
              params: { header: { 'Idempotency-Key': key } },
            }),
          ),
        )
        const number = Number(made.key.slice(made.key.lastIndexOf('-') + 1))
        return { position, facts: [{ ...local, subjectId: made.id, at: made.createdAt, data: { ...data, number } }], value: undefined }
      })
      return null
    } catch (cause) {
      return asFailure(cause)
    }
  }

  return { move, add }
}
