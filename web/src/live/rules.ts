import type { Status, Story, Task } from '@/api/types'
import type { LocalFact } from './facts'

/** The name of a move between two statuses. */
function moveName(from: Status, to: Status): 'started' | 'completed' | 'reopened' | 'unstarted' {
  if (to === 'Done') return 'completed'
  if (from === 'Done') return 'reopened'
  return to === 'In Progress' ? 'started' : 'unstarted'
}

const stamp = (projectId: string, subjectId: string) => ({ position: null, at: new Date().toISOString(), projectId, subjectId })

export const moveStory = (story: Story, to: Status): LocalFact => ({
  ...stamp(story.projectId, story.id),
  type: `story.${moveName(story.status, to)}`,
  data: { status: { old: story.status, new: to } },
})

export const moveTask = (task: Task, to: Status): LocalFact => ({
  ...stamp(task.projectId, task.id),
  type: `task.${moveName(task.status, to)}`,
  data: { storyId: task.storyId, status: { old: task.status, new: to } },
})

/**
 * The story's status after its tasks' counts changed, as the server will decide it: the first task started moves it on, all done
 * completes it, a new or reopened one takes it back.
 */
export function followed(story: Story, counts: Story['taskCounts']): Status {
  const { open = 0, inProgress = 0, done = 0 } = counts
  if (open + inProgress + done === 0) return story.status
  if (open + inProgress === 0) return 'Done'
  if (story.status === 'Done' || inProgress + done > 0) return 'In Progress'
  return story.status
}
