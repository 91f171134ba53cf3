import createClient from 'openapi-fetch'
import { Failure, unreachable } from './failure'
import { end, isReplaced } from './person'
import type { paths } from './schema'
import type { Problem } from './types'

/** The typed client. Its answers have to go through {@link answer}, which makes every failure one kind of error. */
export const http = createClient<paths>({ baseUrl: '' })

// The cookie is the browser's. A page that slept while somebody else signed in must not write with it.
http.use({
  async onRequest({ request }) {
    if (request.method === 'GET' || !isReplaced()) return
    end('replaced')
    throw new DOMException('Somebody else is signed in.', 'AbortError')
  },
})

/** An answer and the position of the journal that the caller's own change, or a list, stands at. */
export interface Answer<T> {
  data: T
  /** Null: the server did not say. */
  position: number | null
  /** Where the change's first fact stands; null: it made none now. */
  from: number | null
}

interface Raw<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What the server answered, or a {@link Failure} that says what happened. */
export async function answer<T>(request: Promise<Raw<T>>): Promise<Answer<NonNullable<T>>> {
  let raw: Raw<T>
  try {
    raw = await request
  } catch (cause) {
    throw isAbort(cause) ? cause : unreachable(cause)
  }
  const { response } = raw
  if (!response.ok) {
    const failure = new Failure(response, isProblem(raw.error) ? raw.error : null)
    if (failure.kind === 'sign-in-required') end('not-signed-in')
    throw failure
  }
  const header = (name: string): number | null => (response.headers.has(name) ? Number(response.headers.get(name)) : null)
  return { data: raw.data as NonNullable<T>, position: header('Throughline-Position'), from: header('Throughline-From') }
}

/** For changes: the same key on a repetition, so that a change whose answer was lost is not made twice. */
export const idempotencyKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'detail' in body && 'type' in body

const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError'
