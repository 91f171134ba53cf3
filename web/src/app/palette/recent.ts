import { shallowRef } from 'vue'
import { onEnd } from '@/api/person'
import type { Status } from '@/api/types'

/** What somebody did or went to from the palette: an action's or a project's id, or a story as it was then. */
export type Recent = { id: string; story?: { id: string; key: string; title: string; status: Status; project: string } }

const key = 'throughline.recent'
const most = 20

export const recent = shallowRef<readonly Recent[]>(read())

export function remember(one: Recent): void {
  recent.value = [one, ...recent.value.filter(({ id }) => id !== one.id)].slice(0, most)
  try {
    sessionStorage.setItem(key, JSON.stringify(recent.value))
  } catch {
    // Storage is switched off or full: it is remembered until the page is left.
  }
}

// Titles are their readers' business.
onEnd(() => {
  recent.value = []
  try {
    sessionStorage.removeItem(key)
  } catch {
    // There is nothing to forget.
  }
})

function read(): readonly Recent[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Recent[]
  } catch {
    return []
  }
}
