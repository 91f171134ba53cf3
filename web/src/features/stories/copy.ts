import type { Story, Task } from '@/api/types'

const box = (done: boolean): string => (done ? '- [x]' : '- [ ]')

/** A story with its text and tasks as Markdown, to be put somewhere else. */
export function asMarkdown(story: Story, tasks: readonly Task[], link: string): string {
  const list = tasks.map((task) => `${box(task.status === 'Done')} ${task.title}`).join('\n')
  return [`## [${story.key}](${link}) ${story.title}`, story.description.trim(), list].filter(Boolean).join('\n\n') + '\n'
}

/** Where pages came unsafely there is no clipboard to write to: the old way works there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = Object.assign(document.createElement('textarea'), { value: text })
    field.setAttribute('readonly', '')
    field.className = 'sr-only'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}
