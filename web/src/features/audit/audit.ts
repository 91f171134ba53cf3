import { onUnmounted, ref, shallowRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { AuditEntry } from '@/api/types'
import { since } from './filter'
import type { AuditFilter } from './filter'

const page = 100
const lookEveryMs = 10_000
/** More than these are not counted: they are "99+". */
export const mostNew = 100

/** What is asked for, as the server takes it. */
export function queryOf(filter: AuditFilter, projectId: string | null, now = Date.now()) {
  return {
    projectId: projectId ?? undefined,
    person: filter.person || undefined,
    thing: filter.thing || undefined,
    types: filter.kind ? `${filter.kind}.*` : undefined,
    from: since(filter.span, now) ?? undefined,
  }
}

/** Who did what, the newest first. What is new since is counted, and shown when it is asked for. */
export function useAudit(filter: () => AuditFilter, projectId: string | null) {
  const items = shallowRef<readonly AuditEntry[] | null>(null)
  const cursor = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const fresh = ref(0)
  const busy = ref(false)
  let asked = 0
  // The moment that a span is counted back from stays, or pages of it would not fit together.
  let query = queryOf(filter(), projectId)

  async function load(): Promise<void> {
    const mine = ++asked
    query = queryOf(filter(), projectId)
    busy.value = true
    try {
      const { data } = await answer(http.GET('/api/audit', { params: { query: { ...query, limit: page } } }))
      if (mine !== asked) return
      items.value = data.items
      cursor.value = data.nextCursor
      failure.value = null
      fresh.value = 0
    } catch (cause) {
      if (mine === asked) failure.value = asFailure(cause)
    } finally {
      if (mine === asked) busy.value = false
    }
  }

  async function loadMore(): Promise<void> {
    if (!cursor.value) return
    const mine = asked
    const { data } = await answer(http.GET('/api/audit', { params: { query: { ...query, limit: page, cursor: cursor.value } } }))
    if (mine !== asked) return
    items.value = [...(items.value ?? []), ...data.items]
    cursor.value = data.nextCursor
  }

  async function look(): Promise<void> {
    if (!items.value || failure.value || document.hidden || fresh.value >= mostNew) return
    const mine = asked
    try {
      const after = items.value[0]?.position ?? 0
      const { data } = await answer(http.GET('/api/audit', { params: { query: { ...query, after, limit: mostNew } } }))
      if (mine === asked) fresh.value = data.items.length
    } catch {
      // It is asked again soon; whoever loads the list is told why it fails.
    }
  }

  watch(filter, load, { deep: true, immediate: true })
  const timer = window.setInterval(look, lookEveryMs)
  onUnmounted(() => window.clearInterval(timer))
  return { items, cursor, failure, fresh, busy, load, loadMore, look }
}
