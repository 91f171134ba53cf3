import { shallowRef } from 'vue'
import { Failure } from '@/api/failure'
import type { Story } from '@/api/types'
import texts from '@/i18n/en/board'
import { useText } from '@/i18n/text'
import { journalStep } from '@/live/journalStep'
import { during, remember, undoStep } from '@/live/undo'
import { endToast, toast } from '@/ui/toasts'
import type { useBoard } from './board'
import { useCardChanges } from './changes'
import type { Move } from './changes'
import type { Target } from './layout'
import { changeFor, valueOf } from './model'
import type { ColumnKind, LaneKind } from './model'

/** What becomes of a card that is dropped. */
export function useMoves(board: ReturnType<typeof useBoard>, name: (kind: ColumnKind | LaneKind, value: string) => string, say: (what: string) => void) {
  const text = useText(texts)
  const changes = useCardChanges()
  /** The message of the last move. */
  let told = -1
  /** A story that would be completed with tasks which are not done: somebody has to say so. */
  const asking = shallowRef<{ id: string; key: string; tasks: number; move: Move } | null>(null)

  function drop(id: string, { lane, column, index }: Target): void {
    const story = board.story(id)
    if (!story) return board.flush(true)
    const others = board.model.value.cards(lane, column).filter((other) => other !== id)
    const beside = (at: number) => (others[at] === undefined ? null : board.story(others[at]))
    const change = { ...changeFor(story, board.model.value.columns, column), ...changeFor(story, board.model.value.lanes, lane) }
    const move: Move = { change, after: beside(index - 1), before: beside(index) }
    const { open = 0, inProgress = 0 } = story.taskCounts
    if (change.status === 'Done' && open + inProgress > 0) asking.value = { id, key: story.key, tasks: open + inProgress, move }
    else void during(send(id, move))
    board.flush(true)
  }

  function complete(): void {
    const asked = asking.value
    asking.value = null
    if (asked) void during(send(asked.id, { ...asked.move, completeTasks: true }))
  }

  async function send(id: string, move: Move): Promise<void> {
    const story = board.story(id)
    if (!story) return
    const what = text.moved(story.key, where(story, move))
    const sent = changes.move(story, move)
    board.flush(true)
    const done = await sent
    board.flush(true)
    if (done instanceof Failure) refused(story, move, done)
    else if (done) offerUndo(what, done)
  }

  function refused(story: Story, move: Move, failure: Failure): void {
    // A task came to it, or was opened again, meanwhile.
    if (failure.kind === 'tasks-open' && !move.completeTasks) {
      const { open = 0, inProgress = 0 } = board.story(story.id)?.taskCounts ?? {}
      asking.value = { id: story.id, key: story.key, tasks: Math.max(1, open + inProgress), move }
      return
    }
    say(text.refused(story.key, failure.message))
    toast(text.refused(story.key, failure.message), { tone: 'bad' })
  }

  /** Where it is now that it was not; nothing: it is only at another place in its column. */
  function where(story: Story, { change }: Move): string | undefined {
    const { columns, lanes } = board.model.value
    const next = { ...story, ...change }
    if (valueOf(next, columns) !== valueOf(story, columns)) return name(columns, valueOf(next, columns))
    return valueOf(next, lanes) === valueOf(story, lanes) ? undefined : name(lanes, valueOf(next, lanes))
  }

  /** Of several moves in a row, the last one tells; all are taken back by their key. */
  function offerUndo(what: string, { from, to }: { from: number; to: number }): void {
    const step = remember(journalStep(what, from, to, (why) => (say(why), toast(why, { tone: 'bad' }))))
    endToast(told, 'over')
    told = toast(what, { undo: () => void undoStep(step) })
  }

  return { drop, asking, complete }
}
