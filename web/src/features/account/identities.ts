import { computed, shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import { useMethods } from '@/api/methods'
import type { Identity } from '@/api/types'
import account from '@/i18n/en/account'
import { useText } from '@/i18n/text'
import { toast } from '@/ui/toasts'

const text = useText(account)
/**
 * Accounts elsewhere: those that sign one in, and those that could.
 * @param query What the address says about one that was to be connected just now.
 */
export function useIdentities(query: Record<string, unknown>) {
  const methods = useMethods()
  const items = shallowRef<readonly Identity[]>([])
  const failure = shallowRef<string | null>(told(query.external))
  const busy = shallowRef<string | null>(null)

  const rows = computed(() => {
    const known = methods.value?.providers ?? []
    // One that the settings have no more can still be disconnected.
    const gone = items.value.filter(({ provider }) => !known.some(({ name }) => name === provider)).map(({ provider, displayName }) => ({ name: provider, displayName }))
    return [...known, ...gone].map((one) => ({ ...one, identity: items.value.find(({ provider }) => provider === one.name) }))
  })

  async function load(): Promise<void> {
    try {
      items.value = (await answer(http.GET('/api/users/me/identities'))).data.items
    } catch (cause) {
      failure.value = asFailure(cause).message
    }
  }

  async function run(name: string, act: () => Promise<void>): Promise<void> {
    busy.value = name
    failure.value = null
    try {
      await act()
    } catch (cause) {
      failure.value = asFailure(cause).message
    } finally {
      busy.value = null
    }
  }

  const connect = (name: string): Promise<void> =>
    run(name, async () => {
      const { data } = await answer(http.POST('/api/users/me/identities/{provider}', { params: { path: { provider: name } } }))
      location.assign(data.address)
    })

  const disconnect = (name: string): Promise<void> =>
    run(name, async () => {
      await answer(http.DELETE('/api/users/me/identities/{provider}', { params: { path: { provider: name } } }))
      toast(text.identities.gone)
      await load()
    })

  void load()
  return { rows, failure, busy, connect, disconnect }
}

const told = (what: unknown): string | null => (what === 'denied' || what === 'failed' || what === 'taken' ? text.identities[what] : null)
