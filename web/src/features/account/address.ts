import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { PendingAddress } from '@/api/types'

/** The mail address that one asked for and does not have yet. */
export function useNewAddress() {
  const pending = shallowRef<PendingAddress | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)

  async function load(): Promise<void> {
    try {
      pending.value = (await answer(http.GET('/api/users/me/email'))).data.pending ?? null
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function ask(email: string, password: string): Promise<void> {
    pending.value = (await answer(http.POST('/api/users/me/email', { body: { email, password } }))).data.pending ?? null
  }

  async function cancel(): Promise<void> {
    busy.value = true
    try {
      await answer(http.DELETE('/api/users/me/email'))
    } catch (cause) {
      // It may have been confirmed or cancelled elsewhere: then what is shown is not what is.
      failure.value = asFailure(cause).status === 404 ? null : asFailure(cause)
    } finally {
      busy.value = false
    }
    if (!failure.value) await load()
  }

  void load()
  return { pending, failure, busy, load, ask, cancel }
}
