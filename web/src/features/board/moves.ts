import { shallowRef } from 'vue'
import texts from '@/i18n/en/board'
import { useText } from '@/i18n/text'
import { toast } from '@/ui/toasts'
import type { useBoard } from './board'
import { useCardChanges } from './changes'
import type { Move } from './changes'
import type { Target } from './layout'
import { changeFor } from './model'

/** What becomes of a card that is dropped. */
export function useMoves(board: ReturnType<typeof useBoard>, say: (what: string) => void) {
  const text = useText(texts)
  const changes = useCardChanges()
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
    else void send(id, move)
    board.flush(true)
  }

  function complete(): void {
    const asked = asking.value
    asking.value = null
    if (asked) void send(asked.id, { ...asked.move, completeTasks: true })
  }

  async function send(id: string, move: Move): Promise<void> {
    const story = board.story(id)
    if (!story) return
    const sent = changes.move(story, move)
    board.flush(true)
    const failure = await sent
    board.flush(true)
    if (!failure) return
    // A task came to it, or was opened again, meanwhile.
    if (failure.kind === 'tasks-open' && !move.completeTasks) {
      const { open = 0, inProgress = 0 } = board.story(id)?.taskCounts ?? {}
      asking.value = { id, key: story.key, tasks: Math.max(1, open + inProgress), move }
      return
    }
    say(text.refused(story.key, failure.message))
    toast(text.refused(story.key, failure.message), { tone: 'bad' })
  }

  return { drop, asking, complete }
}
