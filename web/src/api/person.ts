import { shallowRef } from 'vue'
import type { Me } from './types'

/*
 * A page belongs to one person. It is made for nobody, or for whoever is signed in when it is loaded; when that ends, whatever the
 * reason, it forgets all that it has and is loaded anew. So there is no way for one person's rows to be seen by the next.
 *
 * All pages of a browser share one cookie, so they have to agree on who that is. Each writes down for whom it is; the others are told by the
 * browser, and one that slept through it looks before it changes anything.
 */

const markKey = 'throughline.person'
/** Written instead of a person: they signed out; or nobody was signed in, though somebody may have thought so. */
const signedOut = ''
const nobody = '?'

/** Why a page's person is gone: they signed out, the server does not know them any more, or another one came. */
export type Ending = 'signed-out' | 'not-signed-in' | 'replaced'

/** Who this page is for; null: nobody is signed in, or it is not known yet. */
export const me = shallowRef<Me | null>(null)

const endings = new Set<(why: Ending) => void>()
let isOver = false

/** A name for one person's one sign-in: streams and frames are of one, and of no other. */
export const keyOf = (person: Me): string => `${person.id}/${person.signInId ?? ''}`

/** Somebody is signed in here. */
export function enter(person: Me): void {
  if (isOver) return
  me.value = person
  write(keyOf(person))
}

/** Nobody is signed in. */
export function findNobody(): void {
  if (read() !== signedOut) write(nobody)
}

/** They changed their name. */
export function rename(person: Me): void {
  if (me.value && keyOf(person) === keyOf(me.value)) me.value = person
}

/** Runs when the page's person is gone, at once: what was theirs has to be dropped, and nothing more sent. */
export function onEnd(drop: (why: Ending) => void): () => void {
  endings.add(drop)
  return () => endings.delete(drop)
}

/** The page's person is gone. */
export function end(why: Ending): void {
  if (isOver || !me.value) return
  isOver = true
  if (why !== 'replaced') write(why === 'signed-out' ? signedOut : nobody)
  for (const drop of endings) drop(why)
  me.value = null
}

/** Somebody else signed in on this very page, which is not theirs. */
export function handOver(person: Me): void {
  write(keyOf(person))
  end('replaced')
}

/** Whether the browser is somebody else's by now: nothing may be sent in this page's person's name. */
export function isReplaced(): boolean {
  const mark = read()
  return isOver || (me.value !== null && mark !== null && mark !== keyOf(me.value))
}

/** What another page wrote down means for this one. */
export function hear(event: Pick<StorageEvent, 'key' | 'newValue'>): 'nothing' | 'ended' | 'came' {
  if (event.key !== markKey || event.newValue === null) return 'nothing'
  const isSomebody = event.newValue !== signedOut && event.newValue !== nobody
  if (!me.value) return isSomebody ? 'came' : 'nothing'
  if (event.newValue === keyOf(me.value)) return 'nothing'
  end(isSomebody ? 'replaced' : event.newValue === signedOut ? 'signed-out' : 'not-signed-in')
  return 'ended'
}

function write(mark: string): void {
  try {
    if (localStorage.getItem(markKey) !== mark) localStorage.setItem(markKey, mark)
  } catch {
    // Storage is switched off, and with it cookies: nobody stays signed in.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(markKey)
  } catch {
    return null
  }
}
