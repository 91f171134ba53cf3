import { vi } from 'vitest'
import type { FromWorker, Letter, ToWorker } from '@/live/protocol'
import type { Me } from '@/api/types'

/** A worker's port that remembers what was said to it, and says what a test wants. */
class FakePort {
  onmessage: ((event: { data: Letter<FromWorker> }) => void) | null = null
  readonly sent: Letter<ToWorker>[] = []
  postMessage = (letter: Letter<ToWorker>): void => void this.sent.push(letter)
  say(letter: Letter<FromWorker>): void {
    this.onmessage?.({ data: letter })
  }
}

/** As much of a browser's page as the session and the live store need, with all modules loaded anew. */
export async function openPage(mark: string | null = null) {
  vi.resetModules()
  const stored = new Map<string, string>(mark === null ? [] : [['throughline.person', mark]])
  const listeners = new Map<string, ((event: never) => void)[]>()
  const port = new FakePort()
  const went: string[] = []
  const requests: { method: string; path: string }[] = []
  const answers = new Map<string, () => Response>()
  const listen = (name: string, listener: (event: never) => void): void => void listeners.set(name, [...(listeners.get(name) ?? []), listener])
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  })
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('addEventListener', listen)
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('document', { addEventListener: listen, createElement: () => ({}), body: { hidden: false }, hidden: false, querySelector: () => null })
  vi.stubGlobal('location', { origin: 'http://tracker.example', pathname: '/p/TL/stories', search: '?q=a', hash: '' })
  vi.stubGlobal('SharedWorker', class { port = port })
  vi.stubGlobal('setInterval', () => 0)
  // A page's requests may leave their host out.
  vi.stubGlobal('Request', class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://tracker.example') : input, init)
    }
  })
  // A test that wants more than the answers by path serves the requests itself.
  const server: { serve: ((request: Request) => Promise<Response>) | null } = { serve: null }
  vi.stubGlobal('fetch', (request: Request) => {
    if (server.serve) return server.serve(request)
    const path = new URL(request.url).pathname
    requests.push({ method: request.method, path })
    return Promise.resolve((answers.get(`${request.method} ${path}`) ?? (() => new Response(null, { status: 404 })))())
  })
  const { createPinia, setActivePinia } = await import('pinia')
  setActivePinia(createPinia())
  const [person, session, store, projects, toasts, sending, client] = await Promise.all([
    import('@/api/person'), import('@/app/session'), import('@/live/store'), import('@/app/projects'), import('@/ui/toasts'), import('@/live/sending'),
    import('@/api/client'),
  ])
  session.keepWatch((path) => went.push(path))
  const tell = (name: string, event: object): void => listeners.get(name)?.forEach((listener) => listener(event as never))
  const answer = (what: string, status: number, body: unknown): void =>
    void answers.set(what, () => new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
  return { stored, port, server, went, requests, tell, answer, person, session, store, projects, toasts, sending, client }
}

export const ada: Me = {
  id: 'ada', name: 'Ada', email: 'ada@example.org', isAdministrator: false, isDemo: false, signInId: '1', scopes: ['read', 'write', 'work', 'admin'],
}
export const eve: Me = { ...ada, id: 'eve', name: 'Eve', email: 'eve@example.org', signInId: '2' }
