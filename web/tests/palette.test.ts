import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Project, Story } from '@/api/types'
import { entries } from '@/app/palette/entries'
import type { Ground } from '@/app/palette/entries'
import { inOrder, readKey } from '@/app/palette/stories'
import type { Action } from '@/ui/actions'
import { match } from '@/ui/match'

const project = (key: string, name: string): Project => ({ id: key, key, name }) as Project
const story = (key: string, title: string): Story => ({ id: key, key, title, status: 'Open' }) as Story
const action = (id: string, text: string, more: Partial<Action> = {}): Action => ({ id, text, group: 'anywhere', run: () => undefined, ...more })

const tl = project('TL', 'Throughline')
const ground: Ground = {
  actions: [
    action('palette', 'Command palette', { keyOnly: true }), action('story.new', 'New story', { keys: 'C' }), action('theme.dark', 'Theme: Dark', { seldom: true }),
    action('told', 'Move down', { run: undefined }), action('cannot', 'New impossible thing', { when: () => false }), action('go.stories', 'Stories', { group: 'go', keys: 'G S' }),
  ],
  projects: [tl, project('FSW', 'Flight software')],
  shown: tl,
  recent: [],
  stories: [],
}
const shown = (query: string, more: Partial<Ground> = {}): string[] => entries(query, { ...ground, ...more }).map(({ section, text }) => `${section}: ${text}`)

describe('the palette', () => {
  test('shows where one can go and what one can do, and nothing that can’t be done', () => {
    expect(shown('')).toEqual(['go: Stories', 'actions: New story', 'projects: Flight software'])
  })

  test('finds what holds all words, the best first in its section', () => {
    expect(shown('stor')).toEqual(['actions: New story', 'go: Stories'])
    expect(shown('story new')).toEqual(['actions: New story'])
    expect(shown('dark')).toEqual(['actions: Theme: Dark'])
    expect(shown('nothing like it')).toEqual([])
  })

  test('takes actions alone with > in front', () => {
    expect(shown('>s')).toEqual(['actions: New story', 'go: Stories'])
    expect(shown('>flight')).toEqual([])
  })

  test('puts what was used first, and each thing once', () => {
    const used = { recent: [{ id: 'project.FSW' }, { id: 'story.new' }] }
    expect(shown('', used)).toEqual(['recent: Flight software', 'recent: New story', 'go: Stories'])
    expect(shown('new', used)).toEqual(['recent: New story'])
    const kept = { id: 'TL-3', key: 'TL-3', title: 'Old title', status: 'Open' as const, project: 'TL' }
    expect(shown('title', { recent: [{ id: 'story.TL-3', story: kept }] })).toEqual(['recent: Old title'])
    expect(shown('title', { recent: [{ id: 'story.TL-3', story: kept }], stories: [story('TL-3', 'New title')] })).toEqual(['recent: New title'])
    expect(shown('title', { recent: [{ id: 'story.TL-3', story: kept }], shown: project('FSW', 'Flight software') })).toEqual([])
  })

  test('keeps the server’s order of stories, also of those whose words are not in their titles', () => {
    const found = [story('TL-9', 'The description holds it'), story('TL-2', 'Query the journal')]
    expect(shown('query', { stories: found })).toEqual(['stories: The description holds it', 'stories: Query the journal'])
  })
})

describe('a key', () => {
  test('is read with its project, or alone', () => {
    expect(readKey('tl-12')).toEqual({ project: 'TL', number: 12 })
    expect(readKey(' 7 ')).toEqual({ project: null, number: 7 })
    expect(readKey('tl 12')).toBeNull()
    expect(readKey('tl-')).toBeNull()
  })

  test('that is typed exactly goes first', () => {
    const found = [story('TL-1', 'Twelve 12'), story('TL-12', 'It'), story('TL-112', 'Longer')]
    expect(inOrder(found, 'TL-12').map(({ key }) => key)).toEqual(['TL-12', 'TL-1', 'TL-112'])
    expect(inOrder(found, 'twelve').map(({ key }) => key)).toEqual(['TL-1', 'TL-12', 'TL-112'])
  })
})

describe('matched letters', () => {
  test('are those of each word, marks and case aside', () => {
    expect(match('Öppna ärendet', 'are opp')?.places).toEqual([[0, 3], [6, 9]])
    expect(match('Telemetry', 'metry tele')?.places).toEqual([[0, 9]])
    expect(match('Telemetry', 'x')).toBeNull()
    expect(match('anything', '')?.places).toEqual([])
  })

  test('stand at a word’s beginning where they can', () => {
    expect(match('Bathe the cat', 'the')?.places).toEqual([[6, 9]])
    expect(match('the cat', 'the')!.score).toBeGreaterThan(match('Bathe the cat', 'the')!.score)
    expect(match('feed the cat', 'the')!.score).toBeGreaterThan(match('bathe', 'the')!.score)
  })

  test('stay in their places beside letters of two units', () => {
    expect(match('🚀 launch', 'launch')?.places).toEqual([[3, 9]])
  })
})

describe('drafts', () => {
  beforeEach(() => {
    vi.resetModules()
    const stored: Record<string, string> = {}
    const storage = Object.create({
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => void ((stored[key] = value), (storage[key] = value)),
      removeItem: (key: string) => void (delete stored[key], delete storage[key]),
    }) as Record<string, string>
    vi.stubGlobal('sessionStorage', storage)
    return () => vi.unstubAllGlobals()
  })

  test('outlive the page, until they are sent, discarded, or somebody else comes', async () => {
    const { effectScope, reactive } = await import('vue')
    const { dropDrafts, hasDrafts, keepDraftsOf, useDraft } = await import('@/ui/draft')
    const scope = effectScope()
    const form = reactive({ title: '', urgent: false })
    keepDraftsOf('ada')
    scope.run(() => useDraft('story', form))
    form.title = 'Half a sent'
    scope.stop()

    const again = reactive({ title: '', urgent: false })
    keepDraftsOf('ada')
    const draft = effectScope().run(() => useDraft('story', again))!
    expect(again.title).toBe('Half a sent')
    expect(draft.restored.value).toBe(true)
    draft.discard()
    expect([again.title, draft.restored.value, hasDrafts()]).toEqual(['', false, false])

    again.title = 'Mine'
    keepDraftsOf('eve')
    expect(hasDrafts()).toBe(false)
    again.title = 'Sent'
    expect(hasDrafts()).toBe(true)
    dropDrafts()
    expect(hasDrafts()).toBe(false)
  })
})

test('a page is broken by what draws it, not by a click', async () => {
  const { breaksPage, isMissing } = await import('@/app/crash/crash')
  expect(['render function', 'https://vuejs.org/error-reference/#runtime-1', 'https://vuejs.org/error-reference/#runtime-m'].every(breaksPage)).toBe(true)
  expect(['native event handler', 'https://vuejs.org/error-reference/#runtime-5', 'https://vuejs.org/error-reference/#runtime-6'].some(breaksPage)).toBe(false)
  expect(isMissing(new TypeError('Failed to fetch dynamically imported module: http://a/b.js'))).toBe(true)
  expect(isMissing(new TypeError('x is undefined'))).toBe(false)
})
