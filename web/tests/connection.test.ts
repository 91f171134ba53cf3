import { describe, expect, test } from 'vitest'
import { Connection } from '@/live/connection'
import type { Socket, World } from '@/live/connection'
import type { Fact } from '@/live/facts'
import { Hub } from '@/live/hub'
import { factsAtMost } from '@/live/outbox'
import type { FromWorker, Letter, LinkState, ToWorker } from '@/live/protocol'

/** A world with a clock that stands, and streams that say what they are told to. */
class Stage implements World {
  at = 1000
  isOnline = true
  status = 200
  readonly requests: { headers: Record<string, string>; say: (text: string) => void; end: () => void }[] = []
  readonly timers: { at: number; run: () => void }[] = []

  fetch(_: string, init: RequestInit): Promise<Response> {
    let stream!: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) })
    init.signal?.addEventListener('abort', () => stream.error(init.signal?.reason))
    const say = (text: string): void => stream.enqueue(new TextEncoder().encode(text))
    this.requests.push({ headers: init.headers as Record<string, string>, say, end: () => stream.close() })
    return this.status === 200 ? Promise.resolve(new Response(body)) : Promise.resolve(new Response(null, { status: this.status }))
  }
  readonly sockets: (Socket & { path: string; say: (message: object) => void })[] = []
  socket(path: string): Socket {
    const socket = { path, onmessage: null, onclose: null, close: () => socket.onclose?.call(socket as never, {} as never), say: (message: object) => socket.onmessage?.call(socket as never, { data: JSON.stringify(message) } as never) } as Stage['sockets'][number]
    this.sockets.push(socket)
    return socket
  }
  now = (): number => this.at
  random = (): number => 0.5
  online = (): boolean => this.isOnline
  later(ms: number, run: () => void): () => void {
    const timer = { at: this.at + ms, run }
    this.timers.push(timer)
    return () => this.timers.splice(this.timers.indexOf(timer), 1)
  }
  async pass(ms: number): Promise<void> {
    this.at += ms
    for (const timer of this.timers.filter(({ at }) => at <= this.at)) {
      this.timers.splice(this.timers.indexOf(timer), 1)
      timer.run()
    }
    await settle()
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const fact = (position: number): Fact => ({
  position, at: '2026-01-31T12:00:00Z', projectId: 'p', subjectId: 's', type: 'story.deleted', data: { number: 1, status: 'Open' },
})
const frame = (from: number, to: number, facts: Fact[] = []): string =>
  `id: j-${to}\nevent: facts\ndata: ${JSON.stringify({ from, to, facts })}\n\n`

async function connect() {
  const stage = new Stage()
  const told: number[] = []
  const begun: number[] = []
  const links: LinkState[] = []
  const refusals: string[] = []
  const connection = new Connection('p', {
    begin: (position) => begun.push(position),
    facts: (_, __, facts) => told.push(...facts.map((one) => one.position)),
    statistics: () => {},
    state: (link) => links.push(link),
    refused: (why) => refusals.push(why),
  }, stage)
  connection.by('sse')
  await settle()
  return { stage, told, begun, links, refusals, connection, say: async (text: string) => (stage.requests.at(-1)!.say(text), settle()) }
}

describe('a connection', () => {
  test('goes on after the last event it took, and tells nothing twice', async () => {
    const { stage, told, begun, links, say } = await connect()
    await say(`retry: 2000\n\n${frame(42, 41)}`)
    await say(frame(42, 43, [fact(42), fact(43)]))
    stage.requests.at(-1)!.end()
    await settle()
    expect(links.at(-1)).toMatchObject({ state: 'waiting', retryAt: 3000 })
    await stage.pass(2000)
    expect(stage.requests.at(-1)!.headers['Last-Event-ID']).toBe('j-43')
    // A server that repeats something.
    await say(frame(43, 44, [fact(43), fact(44)]))
    await say(frame(43, 44, [fact(43), fact(44)]))
    expect(told).toEqual([42, 43, 44])
    expect(begun).toEqual([41])
    expect(links.at(-1)).toEqual({ state: 'live' })
  })

  test('comes by a WebSocket when somebody chose that, and goes on by it where it was', async () => {
    const { stage, told, links, connection, say } = await connect()
    await say(frame(2, 1))
    connection.by('websocket')
    const [socket] = stage.sockets
    expect(new URLSearchParams(socket!.path.split('?')[1]).get('lastEventId')).toBe('j-1')
    socket!.say({ event: 'facts', id: 'j-2', data: { from: 2, to: 2, facts: [fact(2)] } })
    expect(told).toEqual([2])
    expect(links.at(-1)).toEqual({ state: 'live' })
    socket!.close()
    await settle()
    await stage.pass(3000)
    expect(new URLSearchParams(stage.sockets[1]!.path.split('?')[1]).get('lastEventId')).toBe('j-2')
    // One that never says anything: the next try is by SSE, which learns why.
    stage.sockets[1]!.close()
    await settle()
    const asked = stage.requests.length
    await stage.pass(10_000)
    expect(stage.sockets).toHaveLength(2)
    expect(stage.requests).toHaveLength(asked + 1)
    expect(stage.requests.at(-1)!.headers['Last-Event-ID']).toBe('j-2')
  })

  test('says so when something between holds the stream back', async () => {
    const { stage, links, say } = await connect()
    await stage.pass(10_000)
    expect(links.at(-1)).toMatchObject({ state: 'waiting', isHeldBack: true })
    await stage.pass(2000)
    await say(frame(1, 0))
    expect(links.at(-1)).toEqual({ state: 'live' })
    // What was heard once and falls silent is a network that is gone.
    await stage.pass(39_000)
    expect(links.at(-1)).toEqual({ state: 'live' })
    await stage.pass(1000)
    expect(links.at(-1)).toMatchObject({ state: 'waiting', isHeldBack: false })
  })

  test('begins anew when it is told to, and when frames do not join', async () => {
    const { told, begun, say } = await connect()
    await say(frame(1, 0))
    await say('event: reset\ndata: {"position":90}\n\n')
    await say(frame(91, 91, [fact(91)]))
    await say(frame(95, 96, [fact(96)]))
    expect(begun).toEqual([0, 90, 96])
    expect(told).toEqual([91])
  })

  test('waits longer each time the server refuses, and says when it tries again', async () => {
    const { stage, links } = await connect()
    stage.status = 503
    stage.requests.at(-1)!.end()
    await settle()
    const waits: number[] = []
    for (let i = 0; i < 5; i++) {
      const link = links.at(-1)!
      if (link.state === 'waiting') waits.push(link.retryAt - stage.at)
      await stage.pass(20_000)
    }
    expect(waits).toHaveLength(5)
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    expect(waits.at(-1)).toBeLessThanOrEqual(16_500)
  })

  test.each([[401, 'signed-out'], [400, 'no-project'], [404, 'no-project']] as const)('tells a refusal (%i) and asks again', async (status, why) => {
    const { stage, links, refusals } = await connect()
    stage.status = status
    stage.requests.at(-1)!.end()
    await settle()
    await stage.pass(20_000)
    expect(refusals).toEqual([why])
    expect(links.at(-1)).toMatchObject({ state: 'waiting' })
  })

  test('learns from the stream itself that the project is not shown any more', async () => {
    const { refusals, say } = await connect()
    await say(`${frame(1, 0)}event: projects\ndata: {"projects":["other","p"]}\n\nevent: projects\ndata: {"projects":null}\n\n`)
    expect(refusals).toEqual([])
    await say('event: projects\ndata: {"projects":["other"]}\n\n')
    expect(refusals).toEqual(['no-project'])
  })

  test('takes silence for a lost network', async () => {
    const { stage, links, say } = await connect()
    await say(frame(1, 0))
    await stage.pass(41_000)
    expect(links.at(-1)).toMatchObject({ state: 'waiting' })
  })

  test('says that the browser is offline', async () => {
    const { stage, links } = await connect()
    stage.isOnline = false
    stage.requests.at(-1)!.end()
    await settle()
    expect(links.at(-1)).toMatchObject({ state: 'offline' })
  })
})

describe('the hub', () => {
  const page = () => {
    const letters: Letter<FromWorker>[] = []
    const heard: FromWorker[] = []
    return { letters, heard, postMessage: (letter: Letter<FromWorker>) => void (letters.push(letter), heard.push(letter.message)) }
  }
  const by = (person: string, message: ToWorker): Letter<ToWorker> => ({ person, message })
  const watch = (projectId = 'p'): ToWorker => ({ kind: 'watch', projectId, transport: 'sse' })

  test('has one stream for all pages of a project, and merges what comes between two patches', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const [one, two] = [page(), page()]
    hub.receive(one, by('ada/1', watch()))
    await settle()
    stage.requests[0]!.say(frame(1, 0))
    await settle()
    hub.receive(two, by('ada/1', watch()))
    await settle()
    expect(stage.requests).toHaveLength(1)
    expect(two.heard).toContainEqual({ kind: 'begin', position: 0 })
    stage.requests[0]!.say(frame(1, 1, [fact(1)]) + frame(2, 2, [fact(2)]))
    await settle()
    await stage.pass(100)
    for (const { heard } of [one, two]) {
      expect(heard.filter(({ kind }) => kind === 'patch')).toEqual([
        { kind: 'patch', from: 1, to: 2, facts: [fact(1), fact(2)], overflow: false, statistics: null },
      ])
    }
    hub.receive(one, by('ada/1', { kind: 'leave' }))
    hub.receive(two, by('ada/1', { kind: 'leave' }))
    await settle()
    expect(stage.timers.filter(({ at }) => at > stage.at + 30_000)).toEqual([])
  })

  test('says that there was more than a page is worth telling', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const one = page()
    hub.receive(one, by('ada/1', watch()))
    await settle()
    stage.requests[0]!.say(frame(1, 0))
    const many = Array.from({ length: factsAtMost + 1 }, (_, i) => fact(i + 1))
    stage.requests[0]!.say(frame(1, many.length, many))
    await settle()
    await stage.pass(100)
    expect(one.heard.at(-1)).toEqual({ kind: 'patch', from: 1, to: many.length, facts: [], overflow: true, statistics: null })
  })

  test('keeps what is said about members when it leaves all else out', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const one = page()
    hub.receive(one, by('ada/1', watch()))
    await settle()
    stage.requests[0]!.say(frame(1, 0))
    const many = Array.from({ length: factsAtMost + 1 }, (_, i) => fact(i + 1))
    const removed: Fact = { ...fact(many.length + 1), subjectId: 'ada', type: 'member.removed', data: { role: 'Viewer' } }
    stage.requests[0]!.say(frame(1, many.length, many) + frame(many.length + 1, many.length + 1, [removed]))
    await settle()
    await stage.pass(100)
    expect(one.heard.at(-1)).toMatchObject({ to: many.length + 1, overflow: true, facts: [removed] })
  })

  test('ends one person’s streams before it begins another’s, and tells the first no frame more', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const [first, second] = [page(), page()]
    hub.receive(first, by('ada/1', watch()))
    await settle()
    stage.requests[0]!.say(frame(1, 0))
    await settle()
    // A fact was read and waits to be told when the next one comes.
    stage.requests[0]!.say(frame(1, 1, [fact(1)]))
    await settle()
    hub.receive(second, by('eve/2', watch()))
    await settle()
    await stage.pass(100)
    expect(stage.requests).toHaveLength(2)
    expect(first.heard.at(-1)).toEqual({ kind: 'over' })
    expect(first.heard.filter(({ kind }) => kind === 'patch')).toEqual([])
    stage.requests[1]!.say(frame(5, 4))
    await settle()
    expect(first.heard.at(-1)).toEqual({ kind: 'over' })
    expect(second.letters.every(({ person }) => person === 'eve/2')).toBe(true)
    expect(second.heard).not.toContainEqual({ kind: 'begin', position: 0 })
    expect(second.heard).toContainEqual({ kind: 'begin', position: 4 })
    // A page that slept through it gets no stream any more.
    hub.receive(first, by('ada/1', watch()))
    await settle()
    expect(stage.requests).toHaveLength(2)
    expect(first.heard.slice(-2)).toEqual([{ kind: 'over' }, { kind: 'over' }])
  })

  test('ends all pages’ streams when their person signs out on one, or the server knows them no longer', async () => {
    for (const how of ['end', 401]) {
      const stage = new Stage()
      const hub = new Hub(stage)
      const [one, two] = [page(), page()]
      hub.receive(one, by('ada/1', watch('p')))
      hub.receive(two, by('ada/1', watch('q')))
      await settle()
      if (how === 'end') hub.receive(one, by('ada/1', { kind: 'end' }))
      else {
        stage.status = 401
        stage.requests[0]!.end()
        await settle()
        await stage.pass(20_000)
      }
      for (const { heard } of [one, two]) expect(heard.at(-1)).toEqual({ kind: 'over' })
      const before = stage.requests.length
      await stage.pass(60_000)
      expect(stage.requests).toHaveLength(before)
      // Whoever signs in anew has another sign-in.
      stage.status = 200
      hub.receive(one, by('ada/2', watch('p')))
      await settle()
      expect(stage.requests).toHaveLength(before + 1)
    }
  })

  test('says that a project is gone for its person', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const one = page()
    hub.receive(one, by('ada/1', watch()))
    await settle()
    stage.status = 400
    stage.requests[0]!.end()
    await settle()
    await stage.pass(20_000)
    expect(one.letters).toContainEqual({ person: 'ada/1', projectId: 'p', message: { kind: 'gone' } })
  })

  test('forgets a page that is gone without a word', async () => {
    const stage = new Stage()
    const hub = new Hub(stage)
    const [gone, here] = [page(), page()]
    hub.receive(gone, by('ada/1', watch()))
    hub.receive(here, by('ada/1', watch()))
    await settle()
    stage.at += 200_000
    hub.receive(here, by('ada/1', { kind: 'here' }))
    const before = gone.heard.length
    stage.requests[0]!.say(frame(1, 0))
    await settle()
    expect(gone.heard).toHaveLength(before)
    expect(here.heard).toContainEqual({ kind: 'begin', position: 0 })
  })
})
