import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { paths } from '@/api/schema'
import type { Simulation } from '@/api/types'
import { useLive } from '@/live/store'

export type Plan = NonNullable<paths['/api/simulation']['post']['requestBody']>['content']['application/json']

/** The node's simulation: there is one at most, and it may be another project's. */
export function useSimulation() {
  const live = useLive()
  const simulation = shallowRef<Simulation | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)
  const known = shallowRef(false)
  const isOn = computed(() => simulation.value?.state === 'Running' || simulation.value?.state === 'Stopping')

  async function load(): Promise<void> {
    try {
      const { data } = await answer(http.GET('/api/simulation'))
      simulation.value = data ?? null
      known.value = true
    } catch {
      // The page says elsewhere that the server can't be reached.
    }
  }

  async function run(request: () => Promise<Simulation | null>): Promise<boolean> {
    busy.value = true
    failure.value = null
    try {
      simulation.value = await request()
      return true
    } catch (cause) {
      failure.value = asFailure(cause)
      return false
    } finally {
      busy.value = false
    }
  }

  const start = (plan: Plan): Promise<boolean> =>
    run(async () => {
      const body = { projectId: live.project?.id, ...plan }
      return (await answer(http.POST('/api/simulation', { body, params: { header: { 'Idempotency-Key': idempotencyKey() } } }))).data
    })

  const stop = (): Promise<boolean> => run(async () => (await answer(http.DELETE('/api/simulation'))).data ?? null)

  void load()
  useIntervalFn(() => !document.hidden && !busy.value && void load(), 2000)

  return { simulation, known, isOn, failure, busy, start, stop }
}
