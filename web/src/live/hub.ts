import { Connection } from './connection'
import type { World } from './connection'
import { Outbox, merge } from './outbox'
import { windowSeconds } from './protocol'
import type { FromWorker, LinkState, StatisticsPatch, ToWorker } from './protocol'

/** A patch goes out at most this often: more than a dozen a second nobody sees. */
const patchMs = 70
/** A page says that it is there every 20 s, though a hidden one may be held back to once a minute. */
const goneMs = 150_000

export interface Port {
  postMessage(message: FromWorker): void
}

/** A project's stream, and the pages that show it. */
class Channel {
  readonly ports = new Set<Port>()
  readonly #outbox = new Outbox()
  readonly #connection: Connection
  #link: LinkState = { state: 'connecting' }
  #statistics: StatisticsPatch | null = null
  #flushedAt = 0
  #waiting = false

  constructor(projectId: string, private readonly world: World) {
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
      },
      world,
    )
    this.#connection.open()
  }

  /** A page that comes later is told what the ones before it know. */
  join(port: Port): void {
    this.#flush()
    this.ports.add(port)
    port.postMessage({ kind: 'state', link: this.#link })
    const { position } = this.#connection
    if (position === null) return
    port.postMessage({ kind: 'begin', position })
    if (this.#statistics) {
      port.postMessage({ kind: 'patch', from: position + 1, to: position, facts: [], overflow: false, statistics: this.#statistics })
    }
  }

  retry(): void {
    if (this.#link.state === 'waiting' || this.#link.state === 'offline') this.#connection.open()
  }

  close(): void {
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

  #send(message: FromWorker): void {
    for (const port of this.ports) port.postMessage(message)
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

/** Joins pages to streams: one for each project that any page of this browser shows. */
export class Hub {
  readonly #channels = new Map<string, Channel>()
  readonly #pages = new Map<Port, { projectId: string | null; seen: number }>()

  constructor(private readonly world: World) {}

  receive(port: Port, message: ToWorker): void {
    const page = this.#pages.get(port) ?? { projectId: null, seen: 0 }
    page.seen = this.world.now()
    this.#pages.set(port, page)
    if (message.kind === 'watch') this.#watch(port, page, message.projectId)
    else if (message.kind === 'leave') this.#leave(port)
    else if (message.kind === 'retry' && page.projectId) this.#channels.get(page.projectId)?.retry()
    if (message.kind === 'here') this.#forgetGone()
  }

  /** The network is back, or may be. */
  retryAll(): void {
    for (const channel of this.#channels.values()) channel.retry()
  }

  #watch(port: Port, page: { projectId: string | null }, projectId: string): void {
    this.#leave(port)
    this.#pages.set(port, { projectId, seen: this.world.now() })
    page.projectId = projectId
    let channel = this.#channels.get(projectId)
    if (!channel) this.#channels.set(projectId, (channel = new Channel(projectId, this.world)))
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
