import { useLocalStorage } from '@vueuse/core'

/** Whether letters and signs alone are shortcuts. Who speaks to their computer, or shares a key with it, switches them off. */
export const letters = useLocalStorage('throughline.letters', true)
