import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Scope, Token } from '@/api/types'

/** How long a token may hold, in days. */
export const lifetimes = ['7', '30', '90', '365'] as const

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
