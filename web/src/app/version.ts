import { shallowRef, watch } from 'vue'
import { waitingChanges } from '@/live/sending'
import { useLive } from '@/live/store'
import { hasOverlay, isTyping } from '@/ui/keys'

declare const __APP_VERSION__: string

/** The server's version, when it is another than this page's. */
export const newer = shallowRef<string | null>(null)

/**
 * A page that was loaded before the server was updated says so, and is loaded anew when nothing can be lost by it. The server tells its
 * version at /api/version, and the page's stands in its meta element, or else in its build.
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
    const { version } = (await response.json()) as { version?: string }
    const mine = document.querySelector<HTMLMetaElement>('meta[name=version]')?.content || __APP_VERSION__
    newer.value = version && version !== mine ? version : null
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
