import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Authenticator, NewAuthenticator, Proof } from '@/api/types'

/** How two-step sign-in stands, and what is done about it. */
export function useTwoStep() {
  const state = shallowRef<Authenticator | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    try {
      state.value = (await answer(http.GET('/api/users/me/authenticator'))).data
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  const begin = async (proof: Proof): Promise<NewAuthenticator> => (await answer(http.POST('/api/users/me/authenticator', { body: proof }))).data

  /** @returns recovery codes, which the server says only this once. */
  async function confirm(code: string): Promise<readonly string[]> {
    const { data } = await answer(http.POST('/api/users/me/authenticator/confirm', { body: { code } }))
    await load()
    return data.codes
  }

  /** @returns as {@link confirm}. */
  async function renew(proof: Proof): Promise<readonly string[]> {
    const { data } = await answer(http.POST('/api/users/me/recovery-codes', { body: proof }))
    await load()
    return data.codes
  }

  async function turnOff(proof: Proof): Promise<void> {
    await answer(http.DELETE('/api/users/me/authenticator', { body: proof }))
    await load()
  }

  void load()
  return { state, failure, load, begin, confirm, renew, turnOff }
}

export type TwoStep = ReturnType<typeof useTwoStep>
