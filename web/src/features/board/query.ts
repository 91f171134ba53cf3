import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { columnKinds, laneKinds } from './model'
import type { ColumnKind, LaneKind } from './model'

/** What is chosen for the board, as it stands in the address. What somebody chose last is where they begin the next time. */
export function useBoardQuery() {
  const route = useRoute()
  const router = useRouter()
  const pick = <K extends string>(kinds: readonly K[], word: unknown, usual: K): K => kinds.find((kind) => kind === word) ?? usual
  const columns = computed((): ColumnKind => pick(columnKinds, route.query.columns, 'status'))
  // A lane of what the columns are by already would hold one card a row.
  const lanes = computed((): LaneKind => (route.query.lanes === columns.value ? 'none' : pick(laneKinds, route.query.lanes, 'none')))
  const text = computed(() => (typeof route.query.q === 'string' ? route.query.q : ''))

  function set(change: { columns?: ColumnKind; lanes?: LaneKind; q?: string }): void {
    const query = { ...route.query, ...change }
    if (query.columns === 'status') delete query.columns
    if (query.lanes === 'none') delete query.lanes
    if (!query.q) delete query.q
    void router.replace({ params: route.params, query })
  }

  return { columns, lanes, text, set }
}
