import type { Story, Task } from '@/api/types'

const box = (done: boolean): string => (done ? '- [x]' : '- [ ]')

/** A story with its text and tasks as Markdown, to be put somewhere else. */
export function asMarkdown(story: Story, tasks: readonly Task[], link: string): string {
  const list = tasks.map((task) => `${box(task.status === 'Done')} ${task.title}`).join('\n')
  return [`## [${story.key}](${link}) ${story.title}`, story.description.trim(), list].filter(Boolean).join('\n\n') + '\n'
}
