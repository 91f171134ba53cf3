import type { FromWorker, Letter, ToWorker } from './protocol'
import { transport } from './transport'

const hereMs = 20_000

/** The page's end of the worker. It speaks for one person, and hears only what is theirs. */
export class Link {
  readonly #post: (letter: Letter<ToWorker>) => void
  #projectId: string | null = null
  #ended = false

  constructor(
    private readonly person: string,
    receive: (message: FromWorker) => void,
  ) {
    const port = start()
    port.onmessage = ({ data }: MessageEvent<Letter<FromWorker>>) => {
      // What is under way in another's name or of another project, or comes after the end, is nothing to this page.
      if (this.#ended || data.person !== person || (data.projectId ?? this.#projectId) !== this.#projectId) return
      receive(data.message)
    }
    this.#post = (letter) => port.postMessage(letter)
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
    this.#send({ kind: 'watch', projectId, transport: transport.value })
  }

  leave(): void {
    this.#projectId = null
    this.#send({ kind: 'leave' })
  }

  retry(): void {
    this.#send({ kind: 'retry' })
  }

  /** Their streams end, whichever page opened them, and nothing more is heard of them here. */
  end(): void {
    this.#send({ kind: 'end' })
    this.#ended = true
    this.#projectId = null
  }

  #again(): void {
    if (this.#projectId) this.watch(this.#projectId)
  }

  #send(message: ToWorker): void {
    if (!this.#ended) this.#post({ person: this.person, message })
  }
}

function start(): MessagePort | Worker {
  if (typeof SharedWorker === 'undefined') return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'live' })
  const shared = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'live' })
  return shared.port
}
