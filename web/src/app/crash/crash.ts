import { shallowRef } from 'vue'
import type { Router } from 'vue-router'

export interface Crash {
  /** A page that broke, or one whose files could not be loaded. */
  kind: 'broken' | 'missing'
  error: Error
  at: Date
  /** The page's path: where a new try leads. Filters and what else stands behind it may be what somebody is looking for, and is not told. */
  path: string
}

/** Why the page can't be shown. */
export const crash = shallowRef<Crash | null>(null)

/** Whether the page itself is broken, by what Vue was doing. A click that failed leaves it as it is. */
export function breaksPage(info: string): boolean {
  const code = info.split('#runtime-').at(-1)!
  return !/^([2-6])$|handler|watcher/.test(code)
}

/** A new version of the app has no files of the old one; or there is no connection. */
export const isMissing = (error: Error): boolean => /dynamically imported module|Importing a module script failed|preload CSS|error loading/i.test(error.message)

export const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)))

export function fail(cause: unknown, path: string): void {
  const error = asError(cause)
  crash.value = { kind: isMissing(error) ? 'missing' : 'broken', error, at: new Date(), path }
}

export function followCrashes(router: Router): void {
  router.onError((cause, to) => fail(cause, to.fullPath))
  // Whoever goes elsewhere leaves it behind.
  router.afterEach(() => (crash.value = null))
}
