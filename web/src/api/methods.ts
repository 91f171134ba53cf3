import { shallowRef } from 'vue'
import { answer, http } from './client'
import type { SignInMethods } from './types'

const known = shallowRef<SignInMethods | null>(null)
let asking: Promise<void> | null = null

/** In which ways one signs in at this server, and whether it sends mail; null: not known yet. They change with its settings only. */
export function useMethods() {
  asking ??= answer(http.GET('/api/sign-in/methods'))
    .then(({ data }) => void (known.value = data))
    .catch(() => void (asking = null))
  return known
}
