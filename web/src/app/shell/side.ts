import { useLocalStorage } from '@vueuse/core'

/** Only the signs of the sidebar are shown: the page has the room. */
export const isSideFolded = useLocalStorage('throughline.side', false)
