import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { onEnd } from '@/api/person'
import type { Project } from '@/api/types'
import { byName } from '@/ui/format'

const lastKey = 'throughline.project'

/** The projects there are. */
export const useProjects = defineStore('projects', () => {
  const all = shallowRef<readonly Project[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let loading: Promise<void> | null = null

  /** Reads them, unless they were. */
  function load(): Promise<void> {
    return all.value ? Promise.resolve() : reload()
  }

  function reload(): Promise<void> {
    return (loading ??= read().finally(() => (loading = null)))
  }

  async function read(): Promise<void> {
    try {
      const found: Project[] = []
      let cursor: string | undefined
      do {
        const { data } = await answer(http.GET('/api/projects', { params: { query: { archived: true, limit: 500, cursor } } }))
        found.push(...data.items)
        cursor = data.nextCursor ?? undefined
      } while (cursor)
      all.value = found.sort((a, b) => byName(a.name, b.name))
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function create(key: string, name: string): Promise<Project> {
    const { data } = await answer(
      http.POST('/api/projects', { body: { key, name }, params: { header: { 'Idempotency-Key': idempotencyKey() } } }),
    )
    all.value = [...(all.value ?? []), data].sort((a, b) => byName(a.name, b.name))
    return data
  }

  /** Somebody changed one here. */
  function replace(changed: Project): void {
    all.value = [...(all.value ?? []).filter(({ id }) => id !== changed.id), changed].sort((a, b) => byName(a.name, b.name))
  }

  onEnd(() => (all.value = null))

  const living = computed(() => all.value?.filter(({ isArchived }) => !isArchived) ?? null)
  const archived = computed(() => all.value?.filter(({ isArchived }) => isArchived) ?? [])

  const find = (key: string): Project | undefined => all.value?.find((project) => project.key.toLowerCase() === key.toLowerCase())

  /** The project that was shown last, or the first; never an archived one. */
  const usual = computed(() => {
    const last = find(remembered())
    return (last?.isArchived ? undefined : last) ?? living.value?.[0] ?? null
  })

  return { all, living, archived, failure, usual, load, reload, create, replace, find }
})

export function remember(key: string): void {
  try {
    localStorage.setItem(lastKey, key)
  } catch {
    // Storage is switched off: the first project is shown next time.
  }
}

/** Its key is its members' business. */
export function forgetProject(): void {
  try {
    localStorage.removeItem(lastKey)
  } catch {
    // There is nothing to forget.
  }
}

function remembered(): string {
  try {
    return localStorage.getItem(lastKey) ?? ''
  } catch {
    return ''
  }
}
