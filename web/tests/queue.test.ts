import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ada, eve, openPage } from './page'

const project = { id: 'p', key: 'TL', name: 'T', storyCount: 0, role: 'Owner', version: 1, createdAt: '', updatedAt: '', isArchived: false } as const
const story = {
  id: 's1', projectId: 'p', key: 'TL-1', externalKey: null, title: 'One', description: 'a b c', status: 'Open', priority: 'None', labels: ['x'], assigneeId: null,
  tasks: [], taskCounts: { open: 0, inProgress: 0, done: 0 }, version: 1, createdAt: '2026-01-31T12:00:00Z', updatedAt: '2026-01-31T12:00:00Z',
} as const

type Request = { method: string; path: string; key: string | null; match: string | null; body: unknown }

/** A page with somebody on it, and a server that answers as a test says; null: it can't be reached. */
async function page(person = ada) {
  const opened = await openPage()
  const requests: Request[] = []
  let answers: (request: Request) => { status: number; body?: unknown } | null = () => null
  opened.server.serve = async (request: globalThis.Request) => {
    const text = await request.text()
    const told = { method: request.method, path: new URL(request.url).pathname, key: request.headers.get('Idempotency-Key'), match: request.headers.get('If-Match'), body: text ? JSON.parse(text) : null }
    const answer = answers(told)
    if (answer === null) throw new TypeError('unreachable')
    requests.push(told)
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status, headers: { 'Content-Type': 'application/json', 'Throughline-Position': '9' } })
  }
  opened.person.enter(person)
  const live = opened.store.useLive()
  live.watch(project as never)
  const [queue, kept, { useChanges }, sending] = await Promise.all([import('@/live/queue/queue'), import('@/live/queue/kept'), import('@/features/stories/changes'), import('@/live/sending')])
  live.change((ledger) => ledger.put([story as never], [], 1))
  return { ...opened, live, queue, kept, changes: useChanges(), sending, requests, serve: (how: typeof answers) => (answers = how) }
}

const until = (condition: () => boolean | Promise<boolean>): Promise<unknown> => vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 8000, interval: 20 })
const edited = { status: 200, body: { ...story, version: 2 } }

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())
vi.setConfig({ testTimeout: 20_000 })

describe('what is done without a connection', () => {
  test('waits in its order, outlives the page, and goes out in its order under the same keys', async () => {
    const first = await page()
    const [title, labels] = [first.changes.editStory(story as never, { title: 'Two' }), first.changes.editStory({ ...story, version: 2 } as never, { labels: ['x', 'y'] })]
    title.catch(() => undefined)
    labels.catch(() => undefined)
    expect(first.live.look((ledger) => ledger.story('s1')?.title)).toBe('Two')
    await until(async () => (await first.kept.keptOf('ada', 'p')).length === 2 && first.sending.waitingChanges.value.length === 2)
    expect(first.sending.waitingChanges.value.map((one) => [one.subject, one.text])).toEqual([['TL-1', 'Title to Two'], ['TL-1', 'Labels to x, y']])
    expect(first.sending.isUnsent('s1')).toBe(true)
    const keys = (await first.kept.keptOf('ada', 'p')).map((one) => one.key)

    // The browser was closed; another page comes, where the server can be reached.
    const second = await page()
    second.serve(({ method }) => (method === 'PATCH' ? edited : null))
    await second.queue.resume('p')
    expect(second.live.look((ledger) => ledger.story('s1')?.title)).toBe('Two')
    await until(async () => (await second.kept.keptOf('ada', 'p')).length === 0)
    expect(second.requests.map(({ key, match, body }) => [key, match, body])).toEqual([
      [`${keys[0]}-1`, '"1"', { title: 'Two' }],
      [`${keys[1]}-2`, '"2"', { labels: ['x', 'y'] }],
    ])
  })

  test('something new gets its id, and what follows goes by that', async () => {
    const { changes, live, serve, requests, kept } = await page()
    let reachable = false
    serve(({ method, path }) => {
      if (!reachable) return null
      if (method === 'POST' && path === '/api/stories') return { status: 201, body: { ...story, id: 'made', key: 'TL-2', title: 'New' } }
      return { status: path === '/api/stories/made' || path === '/api/stories/made/tasks' ? 201 : 404, body: { ...story, id: 'task-1' } }
    })
    live.change((ledger) => ((ledger.collects = true), { stories: new Set(), tasks: new Set() }))
    const made = changes.addStory({ title: 'New', description: '', priority: 'None', labels: [] })
    await until(async () => (await kept.keptOf('ada', 'p')).length === 1)
    const [queued] = await kept.keptOf('ada', 'p')
    const local = live.look((ledger) => ledger.story(queued!.facts[0]!.subjectId))!
    const renamed = changes.editStory(local, { title: 'Renamed' })
    const task = changes.addTask(local, 'A task', 60)
    reachable = true
    live.link = { state: 'live' }
    await Promise.all([made, renamed, task])
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/stories', 'PATCH /api/stories/made', 'POST /api/stories/made/tasks'])
  })

  test('nobody else’s changes are sent or shown, and signing out leaves nothing', async () => {
    const hers = await page()
    hers.changes.editStory(story as never, { title: 'Hers' }).catch(() => undefined)
    await until(async () => (await hers.kept.keptOf('ada', 'p')).length === 1)

    const other = await page(eve)
    other.serve(() => edited)
    await other.queue.resume('p')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(other.requests).toEqual([])
    expect(other.live.look((ledger) => ledger.story('s1')?.title)).toBe('One')

    const again = await page()
    await again.kept.erase('ada')
    expect(await again.kept.keptOf('ada', 'p')).toEqual([])
  })

  test('of two pages that come one sends it', async () => {
    const gone = await page()
    gone.changes.editStory(story as never, { title: 'Two' }).catch(() => undefined)
    await until(async () => (await gone.kept.keptOf('ada', 'p')).length === 1)
    const [left] = await gone.kept.keptOf('ada', 'p')
    const { takeOver } = gone.kept
    expect((await Promise.all([takeOver(left!, 'a'), takeOver(left!, 'b')])).filter((one) => one !== null)).toHaveLength(1)
  })
})

describe('what the server refuses', () => {
  const problem = (code: string, detail: string) => ({ type: `urn:throughline:problem:${code}`, title: 'No', status: 0, detail })

  test('is taken back, and what was typed is kept until somebody says what becomes of it', async () => {
    const { changes, live, serve, queue, kept } = await page()
    serve(() => ({ status: 403, body: problem('forbidden', 'It needs the role Member.') }))
    await expect(changes.editStory(story as never, { description: 'Typed at length' })).rejects.toThrow('It needs the role Member.')
    expect(live.look((ledger) => ledger.story('s1')?.description)).toBe('a b c')
    expect(queue.refusedChanges.value.map((one) => one.refused?.message)).toEqual(['It needs the role Member.'])
    expect(await kept.keptOf('ada', 'p')).toHaveLength(1)

    serve(() => edited)
    await queue.again(queue.refusedChanges.value[0]!)
    expect(queue.refusedChanges.value).toEqual([])
    await until(async () => (await kept.keptOf('ada', 'p')).length === 0)
  })

  test('because somebody was faster is joined when it can be', async () => {
    const { changes, serve, requests } = await page()
    serve(({ method, match }) => {
      if (method === 'GET') return { status: 200, body: { ...story, version: 5, description: 'a b c and d', labels: ['x', 'z'] } }
      return match === '"5"' ? edited : { status: 412, body: problem('stale-version', 'It was changed.') }
    })
    await changes.editStory(story as never, { description: 'First a b c', labels: ['y'] })
    expect(requests.at(-1)).toMatchObject({ method: 'PATCH', match: '"5"', body: { description: 'First a b c and d', labels: ['z', 'y'] } })
  })

  test('because somebody changed the same to something else is kept, with both', async () => {
    const { changes, serve, queue } = await page()
    serve(({ method }) => (method === 'GET' ? { status: 200, body: { ...story, version: 5, title: 'Theirs' } } : { status: 412, body: problem('stale-version', 'It was changed.') }))
    await expect(changes.editStory(story as never, { title: 'Mine' })).rejects.toThrow('Somebody changed the same')
    const { clashesOf } = await import('@/features/stories/conflicts')
    expect(queue.refusedChanges.value.flatMap(clashesOf)).toEqual([{ field: 'title', base: 'One', mine: 'Mine', theirs: 'Theirs' }])
    queue.settle(queue.refusedChanges.value[0]!.key)
    expect(queue.refusedChanges.value).toEqual([])
  })

  test('because it is there already is done', async () => {
    const { changes, serve, queue } = await page()
    serve(({ method }) => (method === 'GET' ? { status: 200, body: { ...story, version: 5, title: 'Mine' } } : { status: 412, body: problem('stale-version', 'It was changed.') }))
    await changes.editStory(story as never, { title: 'Mine' })
    expect(queue.refusedChanges.value).toEqual([])
  })
})
