import { ArrowLeftRight, Package, Printer, Search, User } from '@lucide/vue'
import type { Ref } from 'vue'
import items from '@/i18n/en/items'
import { useText } from '@/i18n/text'
import { useActions } from '@/ui/actions'
import type { Action } from '@/ui/actions'
import type { Chosen } from './selection'

interface Page {
  mayWrite: Readonly<Ref<boolean>>
  mayWork: Readonly<Ref<boolean>>
  chosen: Chosen
  /** The list has the focus. */
  isHere: () => boolean
  make: () => void
  find: () => void
  mine: () => void
  toggle: () => void
  clear: () => void
  handOver: () => void
  print: () => void
}

/** The keys of the list of items, as the sheet of shortcuts and the palette tell them. */
export function useGridActions(page: Page): void {
  const text = useText(items)
  const some = (): boolean => page.chosen.count.value > 0

  useActions(() => {
    const told = (id: string, words: string, keys?: string | string[]): Action => ({ id: `items.${id}`, text: words, group: 'list', keys })
    return [
      told('move', text.keys.move, ['J', 'K', '↓', '↑']),
      told('open', text.keys.open, 'Enter'),
      { ...told('select', text.keys.select, 'X'), when: () => page.mayWork.value && page.isHere(), run: page.toggle, keyOnly: true },
      { ...told('handOver', text.keys.handOver, 'H'), icon: ArrowLeftRight, when: () => page.mayWork.value && some(), run: page.handOver },
      { ...told('print', text.keys.print, 'L'), icon: Printer, when: some, run: page.print },
      { ...told('make', text.keys.make, 'C'), icon: Package, when: () => page.mayWrite.value, run: page.make },
      { ...told('find', text.keys.find, '/'), icon: Search, run: page.find },
      { ...told('mine', text.keys.mine, 'M'), icon: User, run: page.mine },
      { ...told('back', text.clear, 'Esc'), when: some, run: page.clear, keyOnly: true },
    ]
  })
}
