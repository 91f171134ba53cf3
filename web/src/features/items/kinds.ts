import { shallowRef } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { BaseItem } from '@/api/types'
import { useReload } from '@/live/reload'
import { useLive } from '@/live/store'
import { byName } from '@/ui/format'

const pageRows = 500

/** The kinds of things of the project, with how many items are of each. */
export function useKinds() {
  const live = useLive()
  const kinds = shallowRef<readonly BaseItem[]>([])
  const loaded = shallowRef(false)
  const failure = shallowRef<Failure | null>(null)
  const hasMore = shallowRef(false)
  let pages = 1

  async function load(): Promise<void> {
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const found: BaseItem[] = []
      let cursor: string | undefined
      for (let page = 0; page < pages && (page === 0 || cursor); page++) {
        const { data } = await answer(http.GET('/api/base-items', { params: { query: { projectId, limit: pageRows, cursor } } }))
        found.push(...data.items)
        cursor = data.nextCursor ?? undefined
      }
      kinds.value = sorted(found)
      hasMore.value = cursor !== undefined
      failure.value = null
      loaded.value = true
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function create(description: string): Promise<BaseItem> {
    const { data } = await answer(http.POST('/api/base-items', { body: { projectId: live.project?.id, description }, params: { header: { 'Idempotency-Key': idempotencyKey() } } }))
    kinds.value = sorted([...kinds.value.filter(({ id }) => id !== data.id), data])
    return data
  }

  async function rename({ id, version }: BaseItem, description: string): Promise<void> {
    await answer(http.PATCH('/api/base-items/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body: { description } }))
    await load()
  }

  async function remove({ id, version }: BaseItem): Promise<void> {
    await answer(http.DELETE('/api/base-items/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } } }))
    await load()
  }

  function more(): void {
    pages++
    void load()
  }

  useReload(load, ({ type }) => type.startsWith('baseItem.') || type === 'item.created')
  return { kinds, loaded, failure, hasMore, load, more, create, rename, remove }
}

const sorted = (kinds: readonly BaseItem[]): BaseItem[] => [...kinds].sort((a, b) => byName(a.description, b.description))

export type Kinds = ReturnType<typeof useKinds>
