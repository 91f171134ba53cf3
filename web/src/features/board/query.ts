import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { viewed } from '@/live/viewed'
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
  // Older addresses have their words in q.
  const text = computed(() => [route.query.filter, route.query.q].find((one) => typeof one === 'string') ?? '')

  function set(change: { columns?: ColumnKind; lanes?: LaneKind; filter?: string }): void {
    const query = { columns: columns.value, lanes: lanes.value, filter: text.value, ...change } as Record<string, string | undefined>
    if (query.columns === 'status') delete query.columns
    if (query.lanes === 'none') delete query.lanes
    if (!query.filter) delete query.filter
    void router.replace({ params: route.params, query: viewed(route.query, query) })
  }

  return { columns, lanes, text, set }
}
