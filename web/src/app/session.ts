import { shallowRef } from 'vue'
import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import { end, enter, findNobody, handOver, hear, isReplaced, me, onEnd } from '@/api/person'
import type { Me } from '@/api/types'
import { erase } from '@/live/queue/kept'
import { settled } from '@/live/sending'
import { dropDrafts, keepDraftsOf } from '@/ui/draft'
import { clearToasts, endToast, toasts } from '@/ui/toasts'
import { forgetProject } from './projects'
import { pathOf } from './paths'

/** Why it is not known who is signed in. */
export const failure = shallowRef<Failure | null>(null)

const againMs = 3000
let isSetUpNeeded = false
let asking: Promise<void> | null = null
let tryNow = (): void => undefined

/** Until it is known who this page is for. */
export const known = (): Promise<void> => (asking ??= ask())

export const retry = (): void => tryNow()

async function ask(): Promise<void> {
  for (;;) {
    try {
      const { data } = await answer(http.GET('/api/users/me'))
      keepDraftsOf(data.id)
      enter(data)
      return
    } catch (cause) {
      const trouble = asFailure(cause)
      if (trouble.status === 401 && (await learnOfSetUp())) return findNobody()
      if (failure.value) trouble.at = failure.value.at
      failure.value = trouble
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, (trouble.retryAfter ?? 0) * 1000 || againMs)
        tryNow = () => (clearTimeout(timer), resolve())
      })
    }
  }
}

async function learnOfSetUp(): Promise<boolean> {
  try {
    isSetUpNeeded = (await answer(http.GET('/api/set-up'))).data.needed
    return true
  } catch {
    return false
  }
}

type Way = Pick<RouteLocationNormalized, 'name' | 'meta' | 'query' | 'fullPath'>

/** Where somebody is led who wants to a page: to it (true), or first through a door, or past one they don't need. */
export function wayTo(to: Way, isSignedIn: boolean, setUpNeeded: boolean): true | RouteLocationRaw {
  if (to.meta.door === undefined) {
    if (isSignedIn) return true
    if (setUpNeeded) return { name: 'set-up' }
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  }
  // Whoever has a link may use it, also in the browser of the one who made it; and then show their second factor.
  if (to.meta.door === 'link' || to.meta.door === 'second-step') return true
  if (isSignedIn) return pathOf(to.query.to)
  if (to.meta.door === 'set-up') return setUpNeeded || { name: 'sign-in' }
  return !setUpNeeded || { name: 'set-up' }
}

export async function admit(to: RouteLocationNormalized): Promise<true | RouteLocationRaw> {
  await known()
  return wayTo(to, me.value !== null, isSetUpNeeded)
}

/** Somebody signed in on this page. */
export function arrive(person: Me, push: (path: string) => unknown, to: unknown): void {
  isSetUpNeeded = false
  // Somebody else's page is not theirs: they get a new one.
  if (me.value !== null) return handOver(person)
  keepDraftsOf(person.id)
  enter(person)
  void push(pathOf(to))
}

/** Lets somebody in by a door. Who has a second factor is led to the door where it is shown. */
export async function enterBy(door: Parameters<typeof answer<Me>>[0], push: (path: string) => unknown, to: unknown): Promise<void> {
  try {
    arrive((await answer(door)).data, push, to)
  } catch (cause) {
    if (asFailure(cause).kind !== 'second-factor-required') throw cause
    const wanted = pathOf(to)
    void push(wanted === '/' ? '/sign-in/second-step' : `/sign-in/second-step?to=${encodeURIComponent(wanted)}`)
  }
}

/**
 * What was done on this page reaches the server first; then the page is replaced by one for nobody.
 * @param loses What did not reach it is lost.
 */
export async function signOut(loses: boolean): Promise<void> {
  for (const { id } of toasts.value) endToast(id, 'over')
  if (!loses) await settled()
  await answer(http.POST('/api/sign-out'))
  // Nothing of theirs stays in this browser.
  if (me.value) await erase(me.value.id)
  end('signed-out')
}

/** Follows what the other pages of this browser find out, and what becomes of this page's person. */
export function keepWatch(go: (path: string) => void): void {
  onEnd((why) => {
    clearToasts()
    // Whoever has to sign in again finds what they typed.
    if (why !== 'not-signed-in') dropDrafts()
    forgetProject()
    const here = location.pathname + location.search
    if (why === 'replaced') go('/')
    else if (why === 'signed-out' || here === '/') go('/sign-in')
    else go(`/sign-in?to=${encodeURIComponent(here)}`)
  })
  addEventListener('storage', (event) => {
    if (hear(event) !== 'came') return
    // Somebody signed in on another page: a door that was waited at is open.
    if (['/sign-in', '/sign-in/second-step', '/set-up'].includes(location.pathname)) go(pathOf(new URLSearchParams(location.search).get('to')))
  })
  // One that slept may have missed it; one that the browser kept for its Back button is not shown until that is known.
  const look = (): void => {
    if (me.value && isReplaced()) end('replaced')
    else document.body.hidden = false
  }
  document.addEventListener('visibilitychange', () => document.hidden || look())
  addEventListener('pagehide', (event) => event.persisted && (document.body.hidden = true))
  addEventListener('pageshow', look)
}
