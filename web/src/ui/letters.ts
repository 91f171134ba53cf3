import { storedSwitch } from './stored'

/** Whether letters and signs alone are shortcuts. Who speaks to their computer, or shares a key with it, switches them off. */
export const letters = storedSwitch('throughline.letters', true)
