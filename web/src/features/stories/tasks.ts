import type { Story } from '@/api/types'

export function taskTotals(story: Story): { all: number; done: number } {
  const { open = 0, inProgress = 0, done = 0 } = story.taskCounts
  return { all: open + inProgress + done, done }
}

/** How much of a story is done, by its tasks: its status's pie. */
export function partDone(story: Story): number {
  const { all, done } = taskTotals(story)
  return all === 0 ? 0.5 : done / all
}
