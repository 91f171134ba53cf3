import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { onEnd } from '@/api/person'
import type { View, ViewState } from '@/api/types'
import { useLive } from '@/live/store'
import { byName } from '@/ui/format'
import { queryOf } from './state'

const soonMs = 200
const restMs = 10_000

export interface NewView {
  name: string
  isShared: boolean
  /** Null: of each project. */
  projectId: string | null
  state: ViewState
}

export type Change = Partial<Pick<NewView, 'name' | 'isShared' | 'projectId' | 'state'>>

/** The views of the project that is shown: those that its members share, and one's own. */
export const useViews = defineStore('views', () => {
  const live = useLive()
  const all = shallowRef<readonly View[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** Those whose deletion is not sent yet. */
  const leaving = shallowRef<ReadonlySet<string>>(new Set())
  let [timer, readAt] = [0, -Infinity]

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    timer = 0
    readAt = performance.now()
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const { data } = await answer(http.GET('/api/views', { params: { query: { projectId } } }))
      if (projectId !== live.project?.id) return
      all.value = sorted(data.items)
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  const sorted = (views: readonly View[]): View[] => [...views].sort((a, b) => byName(a.name, b.name))
  const put = (view: View): void => void (all.value = sorted([...(all.value ?? []).filter(({ id }) => id !== view.id), view]))

  const told = (state: ViewState) => ({ page: state.page, ...queryOf(state) })

  async function save(view: NewView): Promise<View> {
    const { data } = await answer(http.POST('/api/views', { body: { ...view, state: told(view.state) }, params: { header: { 'Idempotency-Key': idempotencyKey() } } }))
    put(data)
    return data
  }

  async function change({ id, version }: View, to: Change): Promise<View> {
    const { data } = await answer(http.PATCH('/api/views/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body: { ...to, state: to.state && told(to.state) } }))
    put(data)
    return data
  }

  async function remove({ id, version }: View): Promise<void> {
    try {
      await answer(http.DELETE('/api/views/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } } }))
      all.value = (all.value ?? []).filter((one) => one.id !== id)
    } finally {
      hide(id, false)
    }
  }

  function hide(id: string, isHidden: boolean): void {
    const next = new Set(leaving.value)
    next[isHidden ? 'add' : 'delete'](id)
    leaving.value = next
  }

  watch(
    () => live.project?.id,
    () => {
      all.value = failure.value = null
      void load()
    },
    { immediate: true, flush: 'sync' },
  )
  live.onFacts((facts) => {
    if (timer === 0 && facts.some(({ type }) => type.startsWith('view.'))) timer = window.setTimeout(load, soonMs)
  })
  // While more happens than is told, a page is told to read anew each second; views change seldom. Of one's own no fact tells other pages.
  const afresh = (): void => void (performance.now() - readAt > restMs && load())
  live.onBegun(({ missed }) => missed && afresh())
  document.addEventListener('visibilitychange', () => !document.hidden && afresh())
  onEnd(() => (all.value = null))

  const shown = computed(() => all.value?.filter(({ id }) => !leaving.value.has(id)) ?? null)
  return { shown, failure, load, save, change, remove, hide, find: (id: string): View | null => shown.value?.find((one) => one.id === id) ?? null }
})
