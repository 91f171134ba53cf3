import { shallowReactive, shallowRef } from 'vue'
import { idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import { me, onEnd } from '@/api/person'
import type { LocalFact } from '../facts'
import { send } from '../sending'
import { useLive } from '../store'
import { storyOf, withId } from './change'
import type { Change, Queued, Refusal } from './change'
import { drop, keep, keptOf, takeOver } from './kept'
import { alone, isThere, thisPage } from './pages'
import { Conflict, TaskConflict, sendChange } from './senders'
import type { Done } from './senders'

/*
 * What people do, from the moment they do it until the server has answered: shown at once, written down, sent in order, taken back when it is
 * refused, and then kept until they say what becomes of what they typed.
 */

/** What the server did not take, in the order in which it was done. */
export const refusedChanges = shallowRef<readonly Queued[]>([])

const mine = new Map<string, Queued>()

const given = shallowReactive(new Map<string, string>())
/** The id of something that was made here, once the server gave it one. */
export const idGivenTo = (localId: string): string | undefined => given.get(localId)

onEnd(() => {
  mine.clear()
  given.clear()
  refusedChanges.value = []
})

/** Does something: it shows at once, and it is sent. */
export function submit(change: Change, facts: LocalFact[], about: { subject: string; text: string }): Promise<Done> {
  const live = useLive()
  const projectId = live.project!.id
  return begin({ key: idempotencyKey(), person: me.value?.id ?? '', projectId, page: thisPage, at: stampNow(), ...about, facts, change })
}

let lastAt = 0
// Two in one millisecond keep their order.
const stampNow = (): number => (lastAt = Math.max(lastAt + 0.001, Date.now()))

function begin(queued: Queued): Promise<Done> {
  mine.set(queued.key, queued)
  void keep(queued)
  return useLive().act(queued.facts, async () => {
    const done = await deliver(queued)
    return { ...done, value: done }
  })
}

async function deliver({ key, person, projectId, text, subject, at, change: first }: Queued): Promise<Done> {
  // What it is about may have got its id since it was done.
  const current = (): Queued => mine.get(key)!
  try {
    const done = await send(text, () => alone(person, projectId, () => sendChange(current())), { subject, storyId: storyOf(first), kept: true, at: new Date(at) })
    if (done.made && 'localId' in first) follow(first.localId, done.made.id)
    mine.delete(key)
    void drop(key)
    return done
  } catch (cause) {
    const queued = current()
    mine.delete(key)
    const refused: Queued = { ...queued, refused: refusalOf(cause) }
    if (keepsWhatWasTyped(queued.change, cause)) {
      await keep(refused)
      refusedChanges.value = [...refusedChanges.value.filter((one) => one.key !== key), refused]
    } else void drop(key)
    throw cause
  }
}

/** What follows in the line speaks of something by the name that it had before the server gave it one. */
function follow(from: string, to: string): void {
  given.set(from, to)
  for (const [key, queued] of mine) {
    const renamed = withId(queued, from, to)
    if (renamed === queued) continue
    mine.set(key, renamed)
    void keep(renamed)
  }
}

// What was moved or deleted in vain is told at once and shown as it is; words are not to be typed twice.
const keepsWhatWasTyped = (change: Change, cause: unknown): boolean =>
  change.kind === 'story.create' || change.kind === 'task.create' || ('change' in change && ('title' in change.change || 'description' in change.change || cause instanceof Conflict))

function refusalOf(cause: unknown): Refusal {
  const at = Date.now()
  if (cause instanceof TaskConflict) return { at, message: cause.message }
  if (!(cause instanceof Conflict)) return { at, message: asFailure(cause).message }
  const { title, description, priority, labels, assigneeId, version, updatedAt } = cause.theirs
  return { at, message: cause.message, theirs: { title, description, priority, labels, assigneeId, version, updatedAt } }
}

/** Takes on what other pages of this person left undone when they went, and learns what was refused. */
export async function resume(projectId: string): Promise<void> {
  const person = me.value?.id
  if (!person) return
  const kept = await keptOf(person, projectId)
  if (me.value?.id !== person || useLive().project?.id !== projectId) return
  refusedChanges.value = kept.filter((one) => one.refused)
  for (const one of kept) {
    if (one.refused || mine.has(one.key) || (await isThere(one.page))) continue
    const taken = await takeOver(one, thisPage)
    // Nobody waits for it here: what is refused is kept and shown.
    if (taken && me.value?.id === person) begin(taken).catch(() => undefined)
  }
}

/** What becomes of something refused is decided: it is not kept any more. */
export function settle(key: string): void {
  refusedChanges.value = refusedChanges.value.filter((one) => one.key !== key)
  void drop(key)
}

/** Sends something refused once more, under a key of its own. */
export function again(queued: Queued): Promise<Done> {
  settle(queued.key)
  const { refused: _, ...change } = queued
  return begin({ ...change, key: idempotencyKey(), page: thisPage, at: stampNow() })
}
