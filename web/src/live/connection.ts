import type { Fact } from './facts'
import { secondOf } from './instants'
import { isLevel, seriesNames, windowSeconds } from './protocol'
import type { Bucket, LinkState, StatisticsPatch, Summary, Transport } from './protocol'
import { SseReader } from './sse'

/** The server sends something every 15 s; after this long without a byte the network is gone, even if nobody said so. */
const silenceMs = 40_000
/** A stream begins with what is: when nothing of it comes for so long though it was answered, something between holds it back. */
const firstMs = 10_000
const longestWaitMs = 15_000
const usualWaitMs = 2_000

export interface Listener {
  begin(position: number): void
  facts(from: number, to: number, facts: Fact[]): void
  statistics(patch: StatisticsPatch): void
  state(link: LinkState): void
  /** The server does not know who asks, or knows no such project. It is asked again as after any failure. */
  refused(why: 'signed-out' | 'no-project'): void
}

/** The server answered, and what it says does not come through: a proxy between collects it. */
class HeldBack extends Error {
  constructor() {
    super('A proxy between here and the server holds the stream back.')
  }
}

/** As much of a WebSocket as is used. */
export type Socket = Pick<WebSocket, 'close' | 'onmessage' | 'onclose'>

/** What a connection needs of the world; tests give it another. */
export interface World {
  fetch(url: string, init: RequestInit): Promise<Response>
  socket(path: string): Socket
  now(): number
  random(): number
  online(): boolean
  later(ms: number, run: () => void): () => void
}

interface FactsFrame {
  from: number
  to: number
  facts: Fact[]
}

interface StatisticsFrame {
  position: number
  snapshot?: true
  from?: string
  to?: string
  series?: { name: string }[]
  buckets: { start: string; counts: number[]; sums: number[] }[]
  summary: Summary
}

/**
 * One live stream of a project, kept up for ever: it comes back by itself and goes on after the last event it has.
 *
 * It reads the stream with fetch rather than EventSource: that shows when the next try is, why the last one failed, and the
 * heartbeats, without which a network that swallows everything looks like one where nothing happens.
 */
export class Connection {
  #abort: AbortController | null = null
  #cancel: (() => void)[] = []
  #lastEventId: string | null = null
  /** The journal's position up to which everything was told; null: nothing was. */
  #position: number | null = null
  #failures = 0
  #retryMs = usualWaitMs
  #since: number | null = null
  #closed = false
  #live = false
  #transport: Transport | null = null
  /** A WebSocket came to nothing: the next try is by SSE, which learns why, and stays when it can. */
  #isSocketBroken = false

  constructor(
    readonly projectId: string,
    private readonly listener: Listener,
    private readonly world: World,
  ) {}

  get position(): number | null {
    return this.#position
  }

  /** By what it is to come; it begins when that is first said. */
  by(transport: Transport): void {
    if (transport === this.#transport) return
    this.#transport = transport
    this.#isSocketBroken = false
    this.open()
  }

  open(): void {
    this.#stopTimers()
    this.#abort?.abort()
    const abort = (this.#abort = new AbortController())
    this.#live = false
    this.listener.state({ state: 'connecting' })
    this.#run(abort).then(
      () => this.#ended(abort, 'The server ended the stream.'),
      (cause: unknown) => this.#ended(abort, cause instanceof Error ? cause.message : String(cause), abort.signal.reason instanceof HeldBack),
    )
  }

  close(): void {
    this.#closed = true
    this.#stopTimers()
    this.#abort?.abort()
  }

  #run(abort: AbortController): Promise<void> {
    const query = new URLSearchParams({
      projectId: this.projectId,
      statistics: 'second',
      span: String(windowSeconds),
      series: seriesNames.join(','),
    })
    return this.#transport === 'websocket' && !this.#isSocketBroken ? this.#runSocket(abort, query) : this.#runEvents(abort, query)
  }

  #runSocket(abort: AbortController, query: URLSearchParams): Promise<void> {
    if (this.#lastEventId) query.set('lastEventId', this.#lastEventId)
    const socket = this.world.socket(`/api/live/ws?${query}`)
    let isHeard = false
    return new Promise((resolve, reject) => {
      // Once it is open the browser itself hears whether the other end is there.
      const quiet = this.world.later(firstMs, () => abort.abort(new HeldBack()))
      abort.signal.addEventListener('abort', () => {
        socket.close()
        reject(abort.signal.reason as Error)
      })
      socket.onmessage = ({ data }) => {
        if (abort !== this.#abort) return
        quiet()
        isHeard = true
        const { event, id, data: body } = JSON.parse(data as string) as { event: string; id?: string; data: unknown }
        this.#take(event, id, body)
      }
      socket.onclose = () => {
        quiet()
        this.#isSocketBroken ||= !isHeard
        if (isHeard) resolve()
        else reject(new Error('A WebSocket could not be opened.'))
      }
    })
  }

  async #runEvents(abort: AbortController, query: URLSearchParams): Promise<void> {
    const headers: Record<string, string> = { Accept: 'text/event-stream' }
    if (this.#lastEventId) headers['Last-Event-ID'] = this.#lastEventId
    const response = await this.world.fetch(`/api/live?${query}`, { headers, signal: abort.signal, cache: 'no-store' })
    if (!response.ok || !response.body) {
      const after = Number(response.headers.get('Retry-After'))
      if (after > 0) this.#retryMs = Math.max(this.#retryMs, after * 1000)
      if (abort === this.#abort) this.#refused(response.status)
      throw new Error(`The server answered ${response.status}.`)
    }
    const sse = new SseReader()
    const bytes = response.body.getReader()
    const text = new TextDecoder()
    let isHeard = false
    for (;;) {
      const quiet = this.world.later(isHeard ? silenceMs : firstMs, () => abort.abort(isHeard ? new Error('Nothing was heard of the server.') : new HeldBack()))
      const { done, value } = await bytes.read().finally(quiet)
      if (done || abort !== this.#abort) return
      isHeard = true
      for (const event of sse.read(text.decode(value, { stream: true }))) this.#take(event.event, event.id, JSON.parse(event.data))
      if (sse.retry) this.#retryMs = sse.retry
    }
  }

  // Of all that is asked for, only the project can be one that there is not.
  #refused(status: number): void {
    if (status === 401) this.listener.refused('signed-out')
    else if (status === 400 || status === 404) this.listener.refused('no-project')
  }

  #take(event: string, id: string | undefined, data: unknown): void {
    if (event === 'facts') this.#takeFacts(data as FactsFrame)
    else if (event === 'statistics') this.listener.statistics(this.#statistics(data as StatisticsFrame))
    else if (event === 'reset') this.#begin((data as { position: number }).position)
    else if (event === 'projects') this.#takeProjects(data as { projects: string[] | null })
    // The id counts only after what it stands for was taken.
    if (id !== undefined) this.#lastEventId = id
    this.#isLive()
  }

  #takeFacts(frame: FactsFrame): void {
    if (this.#position === null) return this.#begin(frame.to)
    if (frame.to <= this.#position) return
    // Frames join. One that does not belongs to another past: begin anew rather than miss something.
    if (frame.from > this.#position + 1) return this.#begin(frame.to)
    const known = this.#position
    this.#position = frame.to
    this.listener.facts(known + 1, frame.to, frame.facts.filter((fact) => fact.position > known))
  }

  /** What the stream may show from now on. It ends by itself when that is nothing; but nobody has to wait for the next try to learn it. */
  #takeProjects({ projects }: { projects: string[] | null }): void {
    if (projects !== null && !projects.includes(this.projectId)) this.listener.refused('no-project')
  }

  #begin(position: number): void {
    this.#position = position
    this.listener.begin(position)
  }

  #isLive(): void {
    if (this.#live) return
    this.#live = true
    this.#failures = 0
    this.#since = null
    this.listener.state({ state: 'live' })
  }

  #ended(abort: AbortController, why: string, isHeldBack = false): void {
    if (this.#closed || abort !== this.#abort) return
    this.#abort = null
    this.#live = false
    this.#since ??= this.world.now()
    if (!this.world.online()) {
      this.listener.state({ state: 'offline', since: this.#since })
      // Browsers tell when they are back; if one does not, somebody has to look.
      this.#cancel.push(this.world.later(longestWaitMs, () => this.open()))
      return
    }
    const grown = Math.min(this.#retryMs * 1.6 ** this.#failures++, longestWaitMs)
    const wait = Math.max(this.#retryMs, grown) * (0.9 + 0.2 * this.world.random())
    this.listener.state({ state: 'waiting', since: this.#since, retryAt: this.world.now() + wait, why, isHeldBack })
    this.#cancel.push(this.world.later(wait, () => this.open()))
  }

  #stopTimers(): void {
    for (const cancel of this.#cancel) cancel()
    this.#cancel = []
  }

  /** Where each series stands in a frame; only snapshots say so. */
  #places: number[] = []

  #statistics(frame: StatisticsFrame): StatisticsPatch {
    const { series } = frame
    if (series) this.#places = seriesNames.map((name) => series.findIndex((one) => one.name === name))
    const buckets = frame.buckets.map(({ start, counts, sums }): Bucket => [
      secondOf(start),
      seriesNames.map((name, i) => (isLevel(name) ? sums : counts)[this.#places[i] ?? -1] ?? 0),
    ])
    const snapshot = frame.snapshot && frame.from && frame.to ? { from: secondOf(frame.from), to: secondOf(frame.to) } : null
    return { snapshot, buckets, summary: frame.summary }
  }
}
