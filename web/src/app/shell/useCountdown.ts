import { useIntervalFn } from '@vueuse/core'
import { computed, ref } from 'vue'
import { useLive } from '@/live/store'

/** Whole seconds until the next try to reach the server; null: none is waited for. */
export function useCountdown() {
  const live = useLive()
  const now = ref(Date.now())
  useIntervalFn(() => (now.value = Date.now()), 250)
  return computed(() => (live.link.state === 'waiting' ? Math.max(1, Math.ceil((live.link.retryAt - now.value) / 1000)) : null))
}
