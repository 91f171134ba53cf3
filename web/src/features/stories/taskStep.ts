import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Task } from '@/api/types'
import list from '@/i18n/en/list'
import undo from '@/i18n/en/undo'
import { useText } from '@/i18n/text'
import { send } from '@/live/sending'
import type { Step } from '@/live/undo'
import { toast } from '@/ui/toasts'

type Fields = Partial<Pick<Task, 'title' | 'description' | 'estimate' | 'timeSpent' | 'status'>>

const text = useText(list)
const undoText = useText(undo)

/** A change of a task, taken back field by field where it still is so. */
export function taskStep(what: string, taskId: string, old: Fields, next: Fields): Step {
  const key = idempotencyKey()
  return {
    text: what,
    back: async () => {
      try {
        const { data: task } = await answer(http.GET('/api/tasks/{id}', { params: { path: { id: taskId } } }))
        const fields = Object.keys(next) as (keyof Fields)[]
        const [still, left] = [fields.filter((field) => task[field] === next[field]), fields.filter((field) => task[field] !== next[field])]
        if (left.length > 0) toast(text.taskStays(left.map((field) => undoText.fields[field]).join(', ')), { tone: 'bad' })
        if (still.length === 0) return null
        const only = (of: Fields): Fields => Object.fromEntries(still.map((field) => [field, of[field]]))
        await send(undoText.undoing(what), () =>
          answer(
            http.PATCH('/api/tasks/{id}', {
              params: { path: { id: taskId }, header: { 'If-Match': `"${task.version}"`, 'Idempotency-Key': key } },
              body: only(old),
            }),
          ),
        )
        return taskStep(what, taskId, only(next), only(old))
      } catch (cause) {
        toast(asFailure(cause).message, { tone: 'bad' })
        return null
      }
    },
  }
}
