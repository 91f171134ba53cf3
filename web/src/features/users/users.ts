import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { PasswordLink, User } from '@/api/types'

const page = 100

export interface NewUser {
  name: string
  email: string
  isAdministrator: boolean
}

/** Everybody who has an account here, as a search finds them. */
export function useUsers() {
  const items = shallowRef<readonly User[] | null>(null)
  const cursor = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const text = shallowRef('')
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const { data } = await answer(http.GET('/api/users', { params: { query: { text: text.value || undefined, limit: page } } }))
      if (mine !== asked) return
      items.value = data.items
      cursor.value = data.nextCursor
      failure.value = null
    } catch (cause) {
      if (mine === asked) failure.value = asFailure(cause)
    }
  }

  async function loadMore(): Promise<void> {
    if (!cursor.value) return
    const mine = asked
    const { data } = await answer(http.GET('/api/users', { params: { query: { text: text.value || undefined, limit: page, cursor: cursor.value } } }))
    if (mine !== asked) return
    const known = new Set(items.value?.map(({ id }) => id))
    items.value = [...(items.value ?? []), ...data.items.filter(({ id }) => !known.has(id))]
    cursor.value = data.nextCursor
  }

  function search(next: string): void {
    text.value = next
    void load()
  }

  /** @returns the link by which they choose their password; none, when it went to them by mail. */
  async function create(user: NewUser): Promise<PasswordLink> {
    const { data } = await answer(http.POST('/api/users', { body: user }))
    const { link, linkExpiresAt, ...made } = data
    items.value = [made, ...(items.value ?? [])]
    return { link: link ?? null, linkExpiresAt: linkExpiresAt ?? '' }
  }

  async function edit(user: User, change: { isAdministrator?: boolean; isDisabled?: boolean; email?: string }): Promise<void> {
    const params = { path: { id: user.id }, header: { 'If-Match': `"${user.version}"` } }
    try {
      const { data } = await answer(http.PATCH('/api/users/{id}', { params, body: change }))
      items.value = (items.value ?? []).map((one) => (one.id === data.id ? data : one))
    } catch (cause) {
      // Somebody else was faster: what is shown is not what is.
      if (asFailure(cause).status === 412) void load()
      throw cause
    }
  }

  const makeLink = async ({ id }: User): Promise<PasswordLink> =>
    (await answer(http.POST('/api/users/{id}/password-link', { params: { path: { id } } }))).data

  const resetFactors = ({ id }: User): Promise<unknown> => answer(http.POST('/api/users/{id}/reset-factors', { params: { path: { id } } }))

  async function erase({ id }: User, email: string): Promise<void> {
    await answer(http.DELETE('/api/users/{id}', { params: { path: { id } }, body: { email } }))
    items.value = (items.value ?? []).filter((one) => one.id !== id)
  }

  void load()
  return { items, cursor, failure, text, load, loadMore, search, create, edit, makeLink, resetFactors, erase }
}
