import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Project, Story } from '@/api/types'
import { pathOf } from '@/app/paths'
import { ada, eve, openPage } from './page'

afterEach(() => vi.unstubAllGlobals())

const project = { id: 'p', key: 'TL', name: 'Throughline', role: 'Owner' } as Project
const problem = (kind: string) => ({ type: `urn:throughline:problem:${kind}`, title: '', status: 401, detail: 'Sign in.' })

/** A page of Ada's that has seen something. */
async function used() {
  const page = await openPage()
  page.person.enter(ada)
  const live = page.store.useLive()
  const projects = page.projects.useProjects()
  projects.all = [project]
  live.watch(project)
  const say = (message: Parameters<typeof page.port.say>[0]['message'], by = 'ada/1', projectId = 'p') => page.port.say({ person: by, projectId, message })
  say({ kind: 'begin', position: 4 })
  live.look((ledger) => (ledger.collects = true))
  const made = (position: number, id: string) => ({
    position, at: '2026-01-31T12:00:00Z', projectId: 'p', subjectId: id, type: 'story.created' as const,
    data: { number: position, title: `Story ${id}`, description: '', status: 'Open' as const, priority: 'None' as const, labels: [] },
  })
  const patch = (position: number, id: string) => ({
    kind: 'patch' as const, from: position, to: position, facts: [made(position, id)], overflow: false, statistics: null,
  })
  say(patch(5, 'a'))
  page.toasts.toast('Deleting TL-1', { undo: () => {} })
  const story = (id: string): Story | null => live.look((ledger) => ledger.story(id))
  expect(story('a')?.title).toBe('Story a')
  return { ...page, live, projects, say, patch, story }
}

describe('where somebody is led', () => {
  const to = (name: string, meta: object = {}, query: object = {}, fullPath = '/p/TL/stories?q=a') => ({ name, meta, query, fullPath }) as never

  test('whoever is not signed in goes through a door, and then to where they wanted', async () => {
    vi.stubGlobal('location', { origin: 'http://tracker.example' })
    const { wayTo } = (await openPage()).session
    expect(wayTo(to('stories'), true, false)).toBe(true)
    expect(wayTo(to('stories'), false, false)).toEqual({ name: 'sign-in', query: { to: '/p/TL/stories?q=a' } })
    expect(wayTo(to('home', {}, {}, '/'), false, false)).toEqual({ name: 'sign-in', query: {} })
    expect(wayTo(to('stories'), false, true)).toEqual({ name: 'set-up' })
    expect(wayTo(to('sign-in', { door: 'sign-in' }), false, true)).toEqual({ name: 'set-up' })
    expect(wayTo(to('set-up', { door: 'set-up' }), false, true)).toBe(true)
    expect(wayTo(to('set-up', { door: 'set-up' }), false, false)).toEqual({ name: 'sign-in' })
    expect(wayTo(to('sign-in', { door: 'sign-in' }, { to: '/p/TL/workers' }), true, false)).toBe('/p/TL/workers')
    for (const isSignedIn of [true, false]) expect(wayTo(to('second-step', { door: 'second-step' }), isSignedIn, false)).toBe(true)
    for (const isSignedIn of [true, false]) expect(wayTo(to('password', { door: 'link' }), isSignedIn, false)).toBe(true)
  })

  test.each([
    ['/p/TL/stories?q=a', '/p/TL/stories?q=a'], ['/', '/'], ['/account', '/account'],
    ['//elsewhere.example', '/'], ['/\\elsewhere.example', '/'], ['https://elsewhere.example/p', '/'], ['javascript:alert(1)', '/'], ['/\t/elsewhere.example', '/'], ['/.//elsewhere.example', '/'], ['/p/..//elsewhere.example', '/'],
    ['/api/users/me', '/'], ['/docs', '/'], ['/sign-in?to=/sign-in', '/'], ['/password#code', '/'], ['', '/'], [undefined, '/'], [['/p', '/q'], '/'],
  ])('of what an address says (%s) only paths of this app count', (text, path) => expect(pathOf(text, 'http://tracker.example')).toBe(path))

  test('whoever has a second factor is led to it, and from there to where they wanted', async () => {
    vi.stubGlobal('location', { origin: 'http://tracker.example' })
    const { enterBy } = (await openPage()).session
    const answered = (status: number, body: object) => Promise.resolve({ data: undefined, error: body, response: new Response(null, { status }) }) as never
    const led: string[] = []
    const push = (path: string) => led.push(path)
    await enterBy(answered(401, problem('second-factor-required')), push, '/p/TL/workers')
    await enterBy(answered(401, problem('second-factor-required')), push, '//elsewhere.example')
    expect(led).toEqual(['/sign-in/second-step?to=%2Fp%2FTL%2Fworkers', '/sign-in/second-step'])
    await expect(enterBy(answered(401, problem('wrong-credentials')), push, '/')).rejects.toThrow('Sign in.')
    expect(led).toHaveLength(2)
  })

  test('it is asked who one is, and whether a set-up is needed', async () => {
    const page = await openPage()
    page.answer('GET /api/users/me', 401, problem('sign-in-required'))
    page.answer('GET /api/set-up', 200, { needed: true })
    const way = await page.session.admit(to('stories'))
    expect(way).toEqual({ name: 'set-up' })
    expect(page.went).toEqual([])
    const signedIn = await openPage()
    signedIn.answer('GET /api/users/me', 200, ada)
    expect(await signedIn.session.admit(to('stories'))).toBe(true)
    expect(signedIn.stored.get('throughline.person')).toBe('ada/1')
  })
})

describe('when a page’s person is gone', () => {
  const shouldBeEmpty = (page: Awaited<ReturnType<typeof used>>): void => {
    expect(page.person.me.value).toBeNull()
    expect(page.story('a')).toBeNull()
    expect(page.live.project).toBeNull()
    expect(page.projects.all).toBeNull()
    expect(page.toasts.toasts.value).toEqual([])
    expect(page.stored.has('throughline.project')).toBe(false)
    expect(page.port.sent.at(-1)).toEqual({ person: 'ada/1', message: { kind: 'end' } })
    // A frame that was on its way.
    page.say(page.patch(6, 'late'))
    page.say({ kind: 'begin', position: 6 })
    expect(page.story('late')).toBeNull()
  }

  test('they signed out here: everything is dropped, and the other pages are told', async () => {
    const page = await used()
    page.stored.set('throughline.project', 'TL')
    page.answer('POST /api/sign-out', 204, null)
    await page.session.signOut(false)
    shouldBeEmpty(page)
    expect(page.stored.get('throughline.person')).toBe('')
    expect(page.went).toEqual(['/sign-in'])
  })

  test('they signed out on another page', async () => {
    const page = await used()
    page.tell('storage', { key: 'throughline.person', newValue: '' })
    shouldBeEmpty(page)
    expect(page.went).toEqual(['/sign-in'])
  })

  test('another one came on another page', async () => {
    const page = await used()
    page.stored.set('throughline.person', 'eve/2')
    page.tell('storage', { key: 'throughline.person', newValue: 'eve/2' })
    shouldBeEmpty(page)
    expect(page.went).toEqual(['/'])
    expect(page.stored.get('throughline.person')).toBe('eve/2')
  })

  test('a request was refused for want of a sign-in: one comes back to where one was', async () => {
    const page = await used()
    page.answer('GET /api/projects', 401, problem('sign-in-required'))
    await page.projects.reload()
    expect(page.person.me.value).toBeNull()
    expect(page.went).toEqual(['/sign-in?to=%2Fp%2FTL%2Fstories%3Fq%3Da'])
  })

  test('the stream was refused', async () => {
    const page = await used()
    page.say({ kind: 'over' })
    expect(page.person.me.value).toBeNull()
    expect(page.story('a')).toBeNull()
    expect(page.went).toHaveLength(1)
  })

  test('a wrong password is no reason', async () => {
    const page = await used()
    page.answer('GET /api/projects', 401, problem('wrong-credentials'))
    await page.projects.reload()
    expect(page.person.me.value).toEqual(ada)
    expect(page.went).toEqual([])
  })

  test('what waits to be sent is not sent with the next one’s cookie', async () => {
    const page = await used()
    vi.useFakeTimers()
    try {
      let tries = 0
      const { unreachable } = await import('@/api/failure')
      void page.sending.send('TL-1: title', () => (tries++, Promise.reject(unreachable(null))))
      void page.sending.send('TL-2: title', () => (tries++, Promise.resolve(0)))
      await vi.advanceTimersByTimeAsync(10)
      // The first could not be sent; what stands behind it waits too.
      expect(page.sending.waitingChanges.value).toHaveLength(2)
      page.tell('storage', { key: 'throughline.person', newValue: '' })
      await vi.advanceTimersByTimeAsync(60_000)
      expect(tries).toBe(1)
      expect(page.sending.waitingChanges.value).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })

  test('a page that slept through it changes nothing', async () => {
    const page = await used()
    page.stored.set('throughline.person', 'eve/2')
    const made = page.projects.create('NEW', 'New')
    await expect(made).rejects.toThrow()
    expect(page.requests.filter(({ method }) => method === 'POST')).toEqual([])
    expect(page.person.me.value).toBeNull()
    expect(page.went).toEqual(['/'])
  })
})

test('a page takes nothing that is another’s or of another project', async () => {
  const page = await used()
  page.say(page.patch(6, 'of-eve'), 'eve/2')
  page.say(page.patch(6, 'of-q'), 'ada/1', 'q')
  expect(page.story('of-eve')).toBeNull()
  expect(page.story('of-q')).toBeNull()
  page.say(page.patch(6, 'mine'))
  expect(page.story('mine')).not.toBeNull()
})

test('whoever uses a link on somebody else’s page gets a page of their own', async () => {
  const page = await used()
  const pushed: string[] = []
  page.session.arrive(eve, (path) => pushed.push(path), '/')
  expect(page.person.me.value).toBeNull()
  expect(page.stored.get('throughline.person')).toBe('eve/2')
  expect(pushed).toEqual([])
  expect(page.went).toEqual(['/'])
})

test('facts that no screen knows change nothing', async () => {
  const page = await used()
  const before = page.story('a')
  for (const [i, type] of ['member.added', 'account.edited', 'token.created', 'user.signedOut', 'something.new'].entries()) {
    const fact = { position: 6 + i, at: '2026-01-31T12:00:01Z', projectId: 'p', subjectId: 'a', type, data: { role: 'Viewer' } }
    page.say({ kind: 'patch', from: 6 + i, to: 6 + i, facts: [fact as never], overflow: false, statistics: null })
  }
  expect(page.story('a')).toEqual(before)
  expect(page.live.look((ledger) => ledger.position)).toBe(10)
})
