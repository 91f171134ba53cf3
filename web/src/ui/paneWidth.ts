import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'

/** Whatever was chosen on a wide screen, on a narrow one the other pane keeps this much. */
const otherAtLeast = 272

/** How wide one of two panes is: kept in the browser, beside a fixed usual width. */
export function usePaneWidth(key: string, usual: number) {
  const width = useLocalStorage(`throughline.${key}`, usual)
  return {
    width,
    usual,
    style: computed(() => ({ width: `${width.value}px`, maxWidth: `min(70%, calc(100% - ${otherAtLeast}px))` })),
  }
}
