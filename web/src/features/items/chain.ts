import { onScopeDispose, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Item, Transfer } from '@/api/types'
import { useReload } from '@/live/reload'
import { itemOf } from './reducer'

const pageRows = 200
const rowsAtMost = 500

/** An item and its chain, kept up to date. */
export function useChain(id: string) {
  const item = shallowRef<Item | null>(null)
  const chain = shallowRef<readonly Transfer[]>([])
  const cursor = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let isOver = false

  async function load(): Promise<void> {
    try {
      const limit = Math.min(rowsAtMost, Math.max(pageRows, chain.value.length))
      const [found, page] = await Promise.all([
        answer(http.GET('/api/items/{id}', { params: { path: { id } } })),
        answer(http.GET('/api/items/{id}/transfers', { params: { path: { id }, query: { limit } } })),
      ])
      if (isOver) return
      item.value = found.data
      chain.value = page.data.items
      cursor.value = page.data.nextCursor
      failure.value = null
    } catch (cause) {
      if (!isOver) failure.value = asFailure(cause)
    }
  }

  async function more(): Promise<void> {
    if (!cursor.value) return
    const { data } = await answer(http.GET('/api/items/{id}/transfers', { params: { path: { id }, query: { limit: pageRows, cursor: cursor.value } } }))
    chain.value = [...chain.value, ...data.items]
    cursor.value = data.nextCursor
  }

  useReload(load, (fact) => itemOf(fact) === id || (fact.type === 'baseItem.edited' && fact.subjectId === item.value?.baseItemId))
  onScopeDispose(() => (isOver = true))
  return { item, chain, failure, load, more, hasMore: () => cursor.value !== null }
}
