/*
 * Which of this browser's pages are there. A page that has something to send holds a lock by its name, which the browser takes from it when it is
 * gone, however it went. Browsers have locks only for pages that came safely (https, or this machine): without them a change may be
 * sent by two pages, and the server does it once, by its key.
 */

export const thisPage = Math.random().toString(36).slice(2) + Date.now().toString(36)

const nameOf = (page: string): string => `throughline.page.${page}`
const locks = (): LockManager | undefined => globalThis.navigator?.locks

let release: (() => void) | null = null

/** Says that this page is there, as long as it has something to send. */
export function hold(is: boolean): void {
  if (is === (release !== null)) return
  release?.()
  release = null
  if (!is) return
  const held = new Promise<void>((resolve) => (release = resolve))
  void locks()?.request(nameOf(thisPage), () => held).catch(() => undefined)
}

export async function isThere(page: string): Promise<boolean> {
  if (page === thisPage) return true
  const { held = [] } = (await locks()?.query()) ?? {}
  return held.some(({ name }) => name === nameOf(page))
}

/** One page of the browser at a time sends somebody's changes of a project. */
export async function alone<T>(person: string, projectId: string, run: () => Promise<T>): Promise<T> {
  const manager = locks()
  return manager ? manager.request(`throughline.sending.${person}.${projectId}`, run) : run()
}
