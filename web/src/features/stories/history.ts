import { onUnmounted, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { HistoryEntry } from '@/api/types'
import { useLive } from '@/live/store'

const page = 30
/** Facts of one commit come together, and a worker's come often: they are asked for once. */
const newsMs = 300

/** What happened to a story, the newest first, kept up to date. */
export function useHistory(storyId: string) {
  const live = useLive()
  const entries = shallowRef<readonly HistoryEntry[] | null>(null)
  const cursor = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let timer = 0
  let reading: Promise<void> = Promise.resolve()

  const read = async (query: { after?: number; cursor?: string; limit: number }) =>
    (await answer(http.GET('/api/stories/{id}/history', { params: { path: { id: storyId }, query } }))).data

  // One after the other: what is asked for follows from what is there.
  const inTurn = (run: () => Promise<void>): Promise<void> =>
    (reading = reading.then(run).then(
      () => void (failure.value = null),
      (cause: unknown) => void (failure.value = asFailure(cause)),
    ))

  const load = (): Promise<void> =>
    inTurn(async () => {
      const data = await read({ limit: page })
      entries.value = data.items
      cursor.value = data.nextCursor
    })

  const loadMore = (): Promise<void> =>
    inTurn(async () => {
      if (!cursor.value) return
      const data = await read({ limit: page, cursor: cursor.value })
      entries.value = [...(entries.value ?? []), ...data.items]
      cursor.value = data.nextCursor
    })

  const look = (): Promise<void> =>
    inTurn(async () => {
      const after = entries.value?.[0]?.position
      if (after === undefined) return
      const data = await read({ after, limit: 500 })
      entries.value = [...data.items, ...(entries.value ?? [])]
    })

  function lookSoon(): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(look, newsMs)
  }

  void load()
  const stops = [
    live.onFacts((facts) => {
      if (facts.some((fact) => fact.subjectId === storyId || ('storyId' in fact.data && fact.data.storyId === storyId))) lookSoon()
    }),
    // Of what was missed meanwhile nothing is known: the whole past of another journal, perhaps.
    live.onBegun(({ missed }) => missed && void load()),
  ]
  onUnmounted(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  return { entries, cursor, failure, load, loadMore }
}
