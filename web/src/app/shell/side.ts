import { storedSwitch } from '@/ui/stored'

/** Only the signs of the sidebar are shown: the page has the room. */
export const isSideFolded = storedSwitch('throughline.side', false)
