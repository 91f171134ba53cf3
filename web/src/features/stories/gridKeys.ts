import { isTyping } from '@/ui/keys'
import type { useCursor } from './cursor'
import type { StoryList } from './list'
import type { Selection } from './selection'

interface Grid {
  list: StoryList
  cursor: ReturnType<typeof useCursor>
  selection: Selection
  move: (index: number) => void
  /** Rows of a page. */
  page: () => number
  open: (id: string) => void
  peek: (id: string) => void
  mayWrite: () => boolean
}

/** What the list does with keys while it has the focus; the others are actions of the page. */
export function gridKeys({ list, cursor, selection, move, page, open, peek, mayWrite }: Grid) {
  function extend(by: number): void {
    if (!mayWrite()) return
    const from = cursor.index.value
    cursor.to(from + by)
    void selection.extend(cursor.index.value, from)
  }

  function fold(close: boolean): void {
    const row = list.row(cursor.index.value)
    if (!row || !list.isGrouped.value) return
    if (close !== row.group.folded) list.fold(row.group)
  }

  function enter(run: (id: string) => void): void {
    const row = list.row(cursor.index.value)
    if (row?.kind === 'group') list.fold(row.group)
    else if (cursor.id.value) run(cursor.id.value)
  }

  const alone: Record<string, () => void> = {
    ArrowDown: () => move(cursor.index.value + 1),
    j: () => move(cursor.index.value + 1),
    ArrowUp: () => move(cursor.index.value - 1),
    k: () => move(cursor.index.value - 1),
    ArrowLeft: () => fold(true),
    ArrowRight: () => fold(false),
    PageDown: () => move(cursor.index.value + page()),
    PageUp: () => move(cursor.index.value - page()),
    Home: () => move(0),
    End: () => move(list.size.value - 1),
    Enter: () => enter(open),
    ' ': () => enter(peek),
  }
  const shifted: Record<string, () => void> = { ArrowDown: () => extend(1), ArrowUp: () => extend(-1) }

  return (event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    // What has a key of its own, as a head of a column has, keeps it.
    if ((event.target as Element).closest('button, [role=separator]') && (event.key === 'Enter' || event.key === ' ')) return
    const run = (event.shiftKey ? shifted : alone)[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }
}
