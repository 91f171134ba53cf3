import { shallowRef } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { SignIn } from '@/api/types'
import account from '@/i18n/en/account'
import { useText } from '@/i18n/text'
import { toast } from '@/ui/toasts'
import { browserName } from '@/ui/browser'

const text = useText(account)
/** Where one is signed in, this browser first. */
export function useSignIns() {
  const items = shallowRef<readonly SignIn[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef<string | null>(null)

  async function load(): Promise<void> {
    try {
      const { data } = await answer(http.GET('/api/users/me/sign-ins'))
      items.value = [...data.items].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.createdAt.localeCompare(a.createdAt))
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function run(what: string, request: () => Promise<unknown>, said: string): Promise<void> {
    busy.value = what
    try {
      await request()
      toast(said)
    } catch (cause) {
      toast(asFailure(cause).message, { tone: 'bad' })
    } finally {
      busy.value = null
    }
    await load()
  }

  const endOne = ({ id, browser }: SignIn): Promise<void> =>
    run(id, () => answer(http.DELETE('/api/users/me/sign-ins/{signInId}', { params: { path: { signInId: id } } })), text.signIns.ended(browserName(browser)))

  const endOthers = (): Promise<void> => run('others', () => answer(http.DELETE('/api/users/me/sign-ins')), text.signIns.othersEnded)

  void load()
  return { items, failure, busy, load, endOne, endOthers }
}
