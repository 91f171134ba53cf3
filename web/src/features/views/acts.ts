import { useRoute, useRouter } from 'vue-router'
import { asFailure } from '@/api/failure'
import { isReplaced } from '@/api/person'
import type { View } from '@/api/types'
import texts from '@/i18n/en/views'
import { useText } from '@/i18n/text'
import { useLive } from '@/live/store'
import { toast } from '@/ui/toasts'
import { queryOf, routeOf } from './state'
import { useViews } from './views'
import type { Change } from './views'

/** What is done with a view, wherever it is shown. */
export function useViewActs() {
  const t = useText(texts)
  const route = useRoute()
  const router = useRouter()
  const live = useLive()
  const views = useViews()

  /** The address says what it shows and names it: whoever gets it as a link sees the same, whatever becomes of the view. */
  const placeOf = (view: View) => ({ name: routeOf(view.state), params: { project: live.project?.key }, query: { ...queryOf(view.state), view: view.id } })

  /** An address that shows the view as it will be then. */
  const linkOf = (view: View): string =>
    new URL(router.resolve({ name: routeOf(view.state), params: { project: live.project?.key }, query: { view: view.id } }).href, location.href).href

  async function tried(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (cause) {
      toast(asFailure(cause).message, { tone: 'bad' })
      void views.load()
    }
  }

  /** Shares a view with the project's members, or takes it back. */
  const share = (view: View, isShared: boolean): Promise<void> =>
    tried(async () => {
      const to: Change = { isShared, ...(isShared && view.projectId === null ? { projectId: live.project!.id } : {}) }
      const changed = await views.change(view, to)
      const back: Change = { isShared: view.isShared, ...('projectId' in to ? { projectId: view.projectId } : {}) }
      toast(isShared ? t.wasShared(view.name) : t.isPrivate(view.name), { undo: () => void tried(() => views.change(views.find(changed.id) ?? changed, back)) })
    })

  function remove(view: View): void {
    views.hide(view.id, true)
    if (route.query.view === view.id) void router.replace({ query: { ...route.query, view: undefined } })
    // Who leaves the page meant it: there is nobody left to undo it.
    const leave = (): void => {
      if (!isReplaced()) void fetch(`/api/views/${view.id}`, { method: 'DELETE', keepalive: true, headers: { 'If-Match': `"${view.version}"` } })
    }
    addEventListener('pagehide', leave)
    toast(t.deleted(view.name), {
      undo: () => {
        removeEventListener('pagehide', leave)
        views.hide(view.id, false)
      },
      over: () => {
        removeEventListener('pagehide', leave)
        void tried(() => views.remove(view))
      },
    })
  }

  return { placeOf, linkOf, share, remove }
}
