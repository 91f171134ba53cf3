import type { Ref } from 'vue'
import list from '@/i18n/en/list'
import { useText } from '@/i18n/text'
import { useActions } from '@/ui/actions'
import type { Action } from '@/ui/actions'
import type { Selection } from './selection'

interface Page {
  mayWrite: Readonly<Ref<boolean>>
  selection: Selection
  openId: Readonly<Ref<string | null>>
  targets: Readonly<Ref<readonly string[]>>
  /** The list has the focus, or something in it is selected. */
  isHere: () => boolean
  activeId: () => string | null
  activeIndex: () => number
  menu: (name: string) => void
  make: () => void
  find: () => void
  edit: (id: string) => void
  selectAll: () => void
  remove: () => void
  clear: () => void
  close: () => void
}

/** The keys of the stories list, as the sheet of shortcuts and the palette tell them. */
export function useListActions(page: Page): void {
  const text = useText(list)
  const writes = (): boolean => page.mayWrite.value && page.isHere() && page.targets.value.length > 0
  const oneActive = (): boolean => page.mayWrite.value && page.isHere() && page.activeId() !== null

  useActions(() => {
    const told = (id: string, words: string, keys: string | string[]): Action => ({ id: `list.${id}`, text: words, group: 'list', keys })
    const menu = (name: string, words: string, keys: string): Action => ({ ...told(name, words, keys), when: writes, run: () => page.menu(name) })
    return [
      told('move', text.keys.move, ['J', 'K', '↓', '↑']),
      told('ends', text.keys.ends, ['Home', 'End']),
      told('open', text.keys.open, 'Enter'),
      told('peek', text.keys.peek, 'Space'),
      told('extend', text.keys.extend, ['Shift ↓', 'Shift ↑']),
      { ...told('select', text.keys.select, 'X'), when: oneActive, run: () => page.selection.toggle(page.activeId()!, page.activeIndex()), keyOnly: true },
      { ...told('all', text.keys.all, 'Ctrl A'), when: () => page.mayWrite.value && page.isHere(), run: page.selectAll },
      menu('status', text.status, 'S'),
      menu('assignee', text.assignee, 'A'),
      menu('labels', text.labels, 'L'),
      menu('priority', text.priority, 'P'),
      { ...told('edit', text.keys.edit, ['E', 'F2']), when: oneActive, run: () => page.edit(page.activeId()!) },
      { ...told('delete', text.keys.delete, 'Del'), when: writes, run: page.remove },
      { ...told('make', text.keys.make, 'C'), when: () => page.mayWrite.value, run: page.make },
      { ...told('find', text.keys.find, '/'), run: page.find },
      // First what is selected is let go, then the story is closed.
      { ...told('back', text.clear, 'Esc'), when: () => page.selection.count.value > 0 || page.openId.value !== null, run: () => (page.selection.count.value > 0 ? page.clear() : page.close()), keyOnly: true },
    ]
  })
}
