import { computed, shallowRef, watch } from 'vue'
import { Failure } from '@/api/failure'
import { onEnd } from '@/api/person'
import { hold } from './queue/pages'
import { useLive } from './store'

/** A change on its way to the server. */
export interface Outgoing {
  id: number
  text: string
  /** What it is about, such as TL-12. */
  subject: string
  storyId: string
  at: Date
  /** It was tried and the server could not be reached. */
  waits: boolean
  /** It is written down: it goes out though this page may be gone. */
  kept: boolean
}

const againMs = 3000

const outgoing = shallowRef<readonly Outgoing[]>([])
let last = 0
let line: Promise<unknown> = Promise.resolve()
let isOver = false

/** Changes that wait for the connection, in their order. */
export const waitingChanges = computed(() => {
  const first = outgoing.value.findIndex((one) => one.waits)
  // What stands behind one that waits does too.
  return first < 0 ? [] : outgoing.value.slice(first)
})

/** Whether something done to a story has not reached the server. */
export const isUnsent = (storyId: string): boolean => waitingChanges.value.some((one) => one.storyId === storyId)

/** When all that was done here until now has been answered. */
export const settled = (): Promise<unknown> => line

// The next one's cookie must not carry what the one before did.
onEnd(() => {
  isOver = true
  outgoing.value = []
})

addEventListener('beforeunload', (event) => {
  if (outgoing.value.some((one) => !one.kept)) event.preventDefault()
})

/**
 * Sends changes one after the other, in the order they were made. One that does not reach the server waits and is repeated until
 * it is answered; its idempotency key, or what it does, has to make a repetition harmless.
 * @param text What it does, for people: it is shown while it waits.
 */
export function send<T>(text: string, request: () => Promise<T>, about: Partial<Pick<Outgoing, 'subject' | 'storyId' | 'kept' | 'at'>> = {}): Promise<T> {
  const one: Outgoing = { id: ++last, text, subject: '', storyId: '', at: new Date(), kept: false, ...about, waits: false }
  set([...outgoing.value, one])
  const sent = line.then(() => persist(one, request)).finally(() => set(outgoing.value.filter((other) => other.id !== one.id)))
  line = sent.catch(() => undefined)
  return sent
}

function set(next: readonly Outgoing[]): void {
  outgoing.value = next
  hold(next.length > 0)
}

async function persist<T>(one: Outgoing, request: () => Promise<T>): Promise<T> {
  for (;;) {
    // There is nobody left who waits for an answer.
    if (isOver) return new Promise(() => undefined)
    try {
      return await request()
    } catch (cause) {
      // They are not signed in any more: what is written down goes out when they are again.
      if (isOver) return new Promise(() => undefined)
      if (!(cause instanceof Failure) || !cause.passing) throw cause
      one.waits = true
      set([...outgoing.value])
      await better((cause.retryAfter ?? 0) * 1000 || againMs)
    }
  }
}

/** Until the stream is back, or for a while: the server may be there and the stream not. */
function better(ms: number): Promise<void> {
  const live = useLive()
  return new Promise((resolve) => {
    const stop = watch(
      () => live.link.state,
      (state) => state === 'live' && end(),
    )
    const timer = setTimeout(end, ms)
    function end(): void {
      stop()
      clearTimeout(timer)
      resolve()
    }
  })
}
