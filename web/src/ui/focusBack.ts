import { watch } from 'vue'
import type { Ref } from 'vue'

/** For a dialog that a key opens: what had the focus before gets it back. To be bound to its closeAutoFocus. */
export function useFocusBack(open: Ref<boolean>): (event: Event) => void {
  let before: Element | null = null
  watch(open, (now) => now && (before = document.activeElement), { immediate: true, flush: 'sync' })
  return (event) => {
    event.preventDefault()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  }
}
