import type { FromWorker, ToWorker } from './protocol'

const hereMs = 20_000

/** The page's end of the worker. */
export class Link {
  readonly #send: (message: ToWorker) => void
  #projectId: string | null = null

  constructor(receive: (message: FromWorker) => void) {
    const port = start()
    port.onmessage = (event: MessageEvent<FromWorker>) => receive(event.data)
    this.#send = (message) => port.postMessage(message)
    setInterval(() => this.#projectId && this.#send({ kind: 'here' }), hereMs)
    addEventListener('online', () => this.retry())
    // A page that is put away takes no messages; one that comes back asks anew.
    addEventListener('pagehide', () => this.#send({ kind: 'leave' }))
    addEventListener('pageshow', (event) => event.persisted && this.#again())
    document.addEventListener('freeze', () => this.#send({ kind: 'leave' }))
    document.addEventListener('resume', () => this.#again())
  }

  watch(projectId: string): void {
    this.#projectId = projectId
    this.#send({ kind: 'watch', projectId })
  }

  leave(): void {
    this.#projectId = null
    this.#send({ kind: 'leave' })
  }

  retry(): void {
    this.#send({ kind: 'retry' })
  }

  #again(): void {
    if (this.#projectId) this.watch(this.#projectId)
  }
}

function start(): MessagePort | Worker {
  if (typeof SharedWorker === 'undefined') return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'live' })
  const shared = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'live' })
  return shared.port
}
