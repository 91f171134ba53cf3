import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Scope, Token } from '@/api/types'

/** What a scope lets a token do, in a line. */
export const scopeHints: Record<Scope, readonly [name: string, hint: string]> = {
  read: ['Read', 'See projects, stories, tasks and statistics'],
  work: ['Work', 'Claim tasks, complete them, give them back'],
  write: ['Write', 'Make and change stories and tasks, make projects'],
  admin: ['Admin', 'Manage projects, members, your account and its tokens'],
}

const day = 86_400

/** How long a token holds, in seconds; empty: until it is revoked. */
export const lifetimes = [
  { value: String(7 * day), text: '7 days' },
  { value: String(30 * day), text: '30 days' },
  { value: String(90 * day), text: '90 days' },
  { value: String(365 * day), text: '1 year' },
  { value: '', text: 'No end' },
] as const

export interface NewToken {
  name: string
  scopes: Scope[]
  expiresIn?: number
}

/** One's own tokens, the newest first. */
export function useTokens() {
  const items = shallowRef<readonly Token[] | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    try {
      const { data } = await answer(http.GET('/api/users/me/tokens'))
      items.value = [...data.items].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  /** @returns its secret, which the server says only this once. */
  async function make(token: NewToken): Promise<string> {
    const { data } = await answer(http.POST('/api/users/me/tokens', { body: token }))
    const { secret, ...made } = data
    items.value = [made, ...(items.value ?? [])]
    return secret ?? ''
  }

  async function revoke({ id }: Token): Promise<void> {
    await answer(http.DELETE('/api/users/me/tokens/{tokenId}', { params: { path: { tokenId: id } } }))
    items.value = (items.value ?? []).filter((one) => one.id !== id)
  }

  void load()
  return { items, failure, load, make, revoke }
}
