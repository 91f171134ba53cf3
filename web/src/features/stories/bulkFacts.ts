import type { Priority, Status, Story } from '@/api/types'
import type { LocalFact } from '@/live/facts'
import { moveStory } from '@/live/rules'

export interface BulkChange {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  addLabels?: string[]
  removeLabels?: string[]
  completeTasks?: boolean
}

export const stamp = (story: Story) => ({ position: null, at: new Date().toISOString(), projectId: story.projectId, subjectId: story.id }) as const

/** The facts that are expected of a change. */
export function factsOf(story: Story, change: BulkChange): LocalFact[] {
  const facts: LocalFact[] = []
  const { status, priority, assigneeId, addLabels = [], removeLabels = [] } = change
  const labels = [...new Set([...story.labels.filter((one) => !removeLabels.includes(one)), ...addLabels])]
  const data = {
    version: { old: story.version, new: story.version + 1 },
    ...(priority !== undefined && priority !== story.priority ? { priority: { old: story.priority, new: priority } } : {}),
    ...(assigneeId !== undefined && assigneeId !== (story.assigneeId ?? null) ? { assigneeId: { old: story.assigneeId ?? null, new: assigneeId } } : {}),
    ...(labels.join('\n') !== story.labels.join('\n') ? { labels: { old: story.labels, new: labels } } : {}),
  }
  if (Object.keys(data).length > 1) facts.push({ ...stamp(story), type: 'story.edited', data })
  const { open = 0, inProgress = 0, done = 0 } = story.taskCounts
  // What its tasks forbid is the server's to say.
  const forbidden = status === 'Done' ? open + inProgress > 0 && !change.completeTasks : status === 'Open' && inProgress + done > 0
  if (status !== undefined && status !== story.status && !forbidden) facts.push(moveStory(story, status))
  return facts
}
