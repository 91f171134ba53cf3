import { onUnmounted } from 'vue'
import type { Fact } from './facts'
import { useLive } from './store'

const soonMs = 300

/** Reads a list now, a little after facts that concern it (many come together), and when some were missed. */
export function useReload(load: () => unknown, concerns: (fact: Fact) => boolean): void {
  const live = useLive()
  let timer = 0

  function run(): void {
    window.clearTimeout(timer)
    timer = 0
    void load()
  }

  run()
  const stops = [
    live.onFacts((facts) => {
      if (timer === 0 && facts.some(concerns)) timer = window.setTimeout(run, soonMs)
    }),
    live.onBegun(({ missed }) => missed && run()),
  ]
  onUnmounted(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })
}
