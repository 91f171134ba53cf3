import { shallowRef, watch } from 'vue'
import type { components } from '@/api/schema'
import { waitingChanges } from '@/live/sending'
import { useLive } from '@/live/store'
import { hasOverlay, isTyping } from '@/ui/keys'

type Served = components['schemas']['VersionAnswer']

/** What the server serves, when that is another page than this one. */
export const newer = shallowRef<Served | null>(null)

/**
 * A page that was loaded before the server was updated says so, and is loaded anew when nothing can be lost by it. The server tells the
 * build of its page at /api/version; the page carries its own in a meta element. In development neither has one.
 */
export function watchVersion(): void {
  const live = useLive()
  watch(
    () => live.link.state,
    (state) => state === 'live' && void look(),
    { immediate: true },
  )
}

async function look(): Promise<void> {
  try {
    const response = await fetch('/api/version', { cache: 'no-store' })
    if (!response.ok) return
    const theirs = (await response.json()) as Served
    const mine = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content
    newer.value = mine && theirs.build && theirs.build !== mine ? theirs : null
  } catch {
    // The next connection asks again.
  }
}

/** Whether nothing is being typed or on its way. */
export function isIdle(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  const typed = [...fields].some((field) => field.value !== field.defaultValue && field.type !== 'search' && field.type !== 'radio')
  return !typed && !isTyping(document.activeElement) && !hasOverlay() && waitingChanges.value.length === 0
}
