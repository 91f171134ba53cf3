import { lastStep, undo } from '@/live/undo'
import { endToast, toasts } from '@/ui/toasts'

const offered = () => toasts.value.findLast((one) => one.undo)

export const canUndo = (): boolean => offered() !== undefined || lastStep.value !== null

/** What was done last: what a message offers to take back, which may not be sent yet, or a step that nothing tells of any more. */
export function undoNewest(): void {
  const [message, step] = [offered(), lastStep.value]
  if (message && message.at >= (step?.at ?? 0)) endToast(message.id, 'undo')
  else void undo()
}
