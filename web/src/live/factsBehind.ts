import { computed, shallowRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { FactBehind } from '@/api/types'

const page = 100

/** Of a series, or of several with commas between them; the moments in seconds since 1970. */
export interface Stretch {
  series: string
  projectId: string | undefined
  from: number
  to: number
}

/** The facts behind a stretch of time, page by page; null: none is asked for. */
export function useFactsBehind(stretch: () => Stretch | null) {
  const items = shallowRef<readonly FactBehind[]>([])
  const failure = shallowRef<Failure | null>(null)
  const loaded = shallowRef(false)
  const cursor = shallowRef<string | null>(null)
  let asked = 0

  async function read(): Promise<void> {
    const of = stretch()
    if (!of) return
    const mine = asked
    const moment = (second: number): string => new Date(second * 1000).toISOString()
    try {
      let next = cursor.value
      do {
        const { data } = await answer(
          http.GET('/api/statistics/facts', {
            params: { query: { projectId: of.projectId, series: of.series, from: moment(of.from), to: moment(of.to), limit: page, cursor: next ?? undefined } },
          }),
        )
        if (mine !== asked) return
        next = data.nextCursor
        items.value = [...items.value, ...data.items]
        // A page may be empty and go on.
      } while (next !== null && items.value.length === 0)
      cursor.value = next
      failure.value = null
      loaded.value = true
    } catch (cause) {
      if (mine === asked) failure.value = asFailure(cause)
    }
  }

  watch(
    () => JSON.stringify(stretch()),
    (now) => {
      asked++
      items.value = []
      cursor.value = null
      loaded.value = false
      failure.value = null
      if (now !== 'null') void read()
    },
    { immediate: true },
  )
  return { items, failure, loaded, hasMore: computed(() => cursor.value !== null), read }
}
