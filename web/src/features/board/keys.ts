import { nextTick } from 'vue'
import type { useCarry } from './carry'

export interface CardKeys {
  carry: ReturnType<typeof useCarry>
  lift: (id: string) => boolean
  drop: () => void
  cancel: () => void
  /** The place where the lifted card would be is scrolled to. */
  show: () => void
  /** The card next to one. */
  next: (id: string, key: string) => string | null
  focus: (id: string) => void
  open: (id: string) => void
}

/** A card's keys: arrows go from card to card, or move the one that is lifted. */
export function useCardKeys({ carry, lift, drop, cancel, show, next, focus, open }: CardKeys) {
  function lifted(key: string, id: string): boolean {
    if (key.startsWith('Arrow')) {
      carry.go(key)
      show()
    } else if (key === ' ' || key === 'Enter') {
      drop()
      void nextTick(() => focus(id))
    } else if (key === 'Escape' || key === 'Tab') {
      cancel()
      return key === 'Escape'
    } else return false
    return true
  }

  function resting(key: string, id: string): boolean {
    if (key.startsWith('Arrow')) {
      const other = next(id, key)
      if (other) focus(other)
    } else if (key === 'Enter') open(id)
    else if (key === ' ') lift(id)
    else return false
    return true
  }

  return (event: KeyboardEvent, id: string): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const holds = carry.carried.value && !carry.carried.value.at
    if (!(holds ? lifted(event.key, id) : resting(event.key, id))) return
    event.preventDefault()
    event.stopPropagation()
  }
}
