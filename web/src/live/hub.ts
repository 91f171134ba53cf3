import { Connection } from './connection'
import type { World } from './connection'
import { Outbox, merge } from './outbox'
import { windowSeconds } from './protocol'
import type { FromWorker, Letter, LinkState, StatisticsPatch, ToWorker, Transport } from './protocol'

/** A patch goes out at most this often: more than a dozen a second nobody sees. */
const patchMs = 70
/** A page says that it is there every 20 s, though a hidden one may be held back to once a minute. */
const goneMs = 150_000

export interface Port {
  postMessage(letter: Letter<FromWorker>): void
}

/** A project's stream as one person sees it, and their pages that show it. */
class Channel {
  readonly ports = new Set<Port>()
  readonly #outbox = new Outbox()
  readonly #connection: Connection
  #link: LinkState = { state: 'connecting' }
  #statistics: StatisticsPatch | null = null
  #flushedAt = 0
  #waiting = false
  #closed = false

  constructor(
    private readonly person: string,
    private readonly projectId: string,
    private readonly world: World,
    transport: Transport,
    signedOut: () => void,
  ) {
    this.#connection = new Connection(
      projectId,
      {
        begin: (position) => {
          this.#outbox.take()
          this.#send({ kind: 'begin', position })
        },
        facts: (from, to, facts) => {
          this.#outbox.add(from, to, facts)
          this.#flushSoon()
        },
        statistics: (patch) => {
          this.#statistics = trim(merge(this.#statistics, patch))
          this.#outbox.addStatistics(patch, this.#connection.position ?? 0)
          this.#flushSoon()
        },
        state: (link) => {
          this.#link = link
          this.#send({ kind: 'state', link })
        },
        refused: (why) => (why === 'signed-out' ? signedOut() : this.#send({ kind: 'gone' })),
      },
      world,
    )
    this.#connection.by(transport)
  }

  /** Somebody chose by what it is to come. */
  by(transport: Transport): void {
    this.#connection.by(transport)
  }

  /** A page that comes later is told what the ones before it know. */
  join(port: Port): void {
    this.#flush()
    this.ports.add(port)
    this.#tell(port, { kind: 'state', link: this.#link })
    const { position } = this.#connection
    if (position === null) return
    this.#tell(port, { kind: 'begin', position })
    if (this.#statistics) {
      this.#tell(port, { kind: 'patch', from: position + 1, to: position, facts: [], overflow: false, statistics: this.#statistics })
    }
  }

  retry(): void {
    if (this.#link.state === 'waiting' || this.#link.state === 'offline') this.#connection.open()
  }

  close(): void {
    this.#closed = true
    this.#connection.close()
  }

  #flushSoon(): void {
    if (this.#waiting) return
    this.#waiting = true
    const wait = Math.max(0, this.#flushedAt + patchMs - this.world.now())
    this.world.later(wait, () => {
      this.#waiting = false
      this.#flush()
    })
  }

  #flush(): void {
    const patch = this.#outbox.take()
    if (patch === null) return
    this.#flushedAt = this.world.now()
    this.#send(patch)
  }

  // What was read before the stream was closed is told to nobody after it.
  #send(message: FromWorker): void {
    if (this.#closed) return
    for (const port of this.ports) this.#tell(port, message)
  }

  #tell(port: Port, message: FromWorker): void {
    port.postMessage({ person: this.person, projectId: this.projectId, message })
  }
}

function trim(statistics: StatisticsPatch): StatisticsPatch {
  const newest = statistics.buckets.at(-1)?.[0]
  if (newest === undefined || statistics.buckets.length <= windowSeconds * 2) return statistics
  const from = newest - windowSeconds
  return {
    ...statistics,
    snapshot: statistics.snapshot && { from, to: newest + 1 },
    buckets: statistics.buckets.filter(([start]) => start >= from),
  }
}

interface Page {
  projectId: string | null
  seen: number
}

/**
 * Joins pages to streams: one for each project that any page of this browser shows. All are one person's, whose cookie they were opened with.
 * When another one comes, or signs in anew, everything of the one before ends first.
 */
export class Hub {
  readonly #channels = new Map<string, Channel>()
  readonly #pages = new Map<Port, Page>()
  readonly #ended = new Set<string>()
  #person: string | null = null

  constructor(private readonly world: World) {}

  receive(port: Port, { person, message }: Letter<ToWorker>): void {
    if (message.kind === 'end') return this.#end(person)
    if (this.#ended.has(person)) return port.postMessage({ person, message: { kind: 'over' } })
    if (message.kind === 'watch') this.#serve(person)
    const page = this.#pages.get(port) ?? { projectId: null, seen: 0 }
    page.seen = this.world.now()
    this.#pages.set(port, page)
    if (message.kind === 'watch') this.#watch(port, person, message.projectId, message.transport)
    else if (message.kind === 'leave') this.#leave(port)
    else if (message.kind === 'retry' && page.projectId) this.#channels.get(page.projectId)?.retry()
    if (message.kind === 'here') this.#forgetGone()
  }

  /** The network is back, or may be. */
  retryAll(): void {
    for (const channel of this.#channels.values()) channel.retry()
  }

  /** A page that asks in another person's name was made after they signed in: the one before has gone. */
  #serve(person: string): void {
    if (this.#person !== null && this.#person !== person) this.#end(this.#person)
    this.#person = person
  }

  #end(person: string): void {
    // Visitors of a demo have no sign-in: they may come back under the same name.
    if (!person.endsWith('/')) this.#ended.add(person)
    if (person !== this.#person) return
    this.#person = null
    for (const channel of this.#channels.values()) channel.close()
    this.#channels.clear()
    for (const port of this.#pages.keys()) port.postMessage({ person, message: { kind: 'over' } })
    this.#pages.clear()
  }

  #watch(port: Port, person: string, projectId: string, transport: Transport): void {
    this.#leave(port)
    this.#pages.set(port, { projectId, seen: this.world.now() })
    let channel = this.#channels.get(projectId)
    if (!channel) this.#channels.set(projectId, (channel = new Channel(person, projectId, this.world, transport, () => this.#end(person))))
    else channel.by(transport)
    channel.join(port)
  }

  #leave(port: Port): void {
    const projectId = this.#pages.get(port)?.projectId
    this.#pages.delete(port)
    const channel = projectId ? this.#channels.get(projectId) : undefined
    if (!projectId || !channel) return
    channel.ports.delete(port)
    if (channel.ports.size > 0) return
    channel.close()
    this.#channels.delete(projectId)
  }

  // Nobody tells a worker that a page crashed.
  #forgetGone(): void {
    const before = this.world.now() - goneMs
    for (const [port, page] of this.#pages) if (page.seen < before) this.#leave(port)
  }
}
