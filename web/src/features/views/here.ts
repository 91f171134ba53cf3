import { computed } from 'vue'
import { useRoute } from 'vue-router'
import type { View } from '@/api/types'
import { whatIsKnown } from '@/live/filters'
import { useRights } from '@/live/rights'
import { useLive } from '@/live/store'
import { isSame, isUsual, pages, stateOf } from './state'
import { useViews } from './views'

/** What the page shows, and which view that is. */
export function useHere() {
  const route = useRoute()
  const live = useLive()
  const views = useViews()
  const { mayWrite } = useRights()

  const state = computed(() => {
    const page = pages[route.name as keyof typeof pages]
    return page ? stateOf(page, route.query) : null
  })
  // However it was typed, a filter is the one that is kept as the server prints it.
  const printed = (filter: string): string => (live.project && whatIsKnown(live.project.id, filter)?.filter) || filter
  const shows = (view: View): boolean => state.value !== null && isSame(view.state, state.value, printed)

  /** The view that the address names: what is shown may be another state of it by now. */
  const from = computed(() => (typeof route.query.view === 'string' ? views.find(route.query.view) : null))
  /** The view that is shown as it is. */
  const same = computed(() => (from.value && shows(from.value) ? from.value : (views.shown?.find(shows) ?? null)))
  const isSavable = computed(() => state.value !== null && views.shown !== null && !isUsual(state.value) && same.value === null)
  const mayChange = (view: View): boolean => !view.isShared || mayWrite.value
  return { state, from, same, isSavable, mayChange, mayShare: mayWrite }
}
