import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { makePasskey } from '@/api/passkey'
import type { Passkey, Proof } from '@/api/types'

/** One's own passkeys, the oldest first. */
export function usePasskeys() {
  const items = shallowRef<readonly Passkey[] | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    try {
      items.value = (await answer(http.GET('/api/users/me/passkeys'))).data.items
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function add(name: string, proof: Proof): Promise<void> {
    const { data } = await answer(http.POST('/api/users/me/passkeys/options', { body: proof }))
    const credential = await makePasskey(data.options)
    const made = await answer(http.POST('/api/users/me/passkeys', { body: { name, credential } }))
    items.value = [...(items.value ?? []), made.data]
  }

  async function rename({ id }: Passkey, name: string): Promise<void> {
    const { data } = await answer(http.PATCH('/api/users/me/passkeys/{passkeyId}', { params: { path: { passkeyId: id } }, body: { name } }))
    items.value = (items.value ?? []).map((one) => (one.id === id ? data : one))
  }

  async function remove({ id }: Passkey): Promise<void> {
    await answer(http.DELETE('/api/users/me/passkeys/{passkeyId}', { params: { path: { passkeyId: id } } }))
    items.value = (items.value ?? []).filter((one) => one.id !== id)
  }

  void load()
  return { items, failure, load, add, rename, remove }
}
