import { ref, watch } from 'vue'
import type { Ref } from 'vue'

/** Whether it was ever open: what opens above the page is loaded then, and stays, closed, to give the focus back. */
export function useEver(open: Ref<boolean>): Ref<boolean> {
  const was = ref(open.value)
  watch(open, (now) => now && (was.value = true))
  return was
}
