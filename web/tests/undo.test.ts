import { beforeEach, describe, expect, test } from 'vitest'
import { openPage, ada } from './page'
import type { Step } from '@/live/undo'

type Undo = typeof import('@/live/undo')
let undo: Undo
let page: Awaited<ReturnType<typeof openPage>>

beforeEach(async () => {
  page = await openPage()
  undo = await import('@/live/undo')
})

/** A value that is set to another, and back. */
function setting(state: { value: string }, to: string): Step {
  const before = state.value
  state.value = to
  return { text: to, back: () => Promise.resolve(setting(state, before)) }
}

describe('what was done', () => {
  test('is what is under way, when a stroke comes before its answer', async () => {
    const state = { value: 'a' }
    undo.remember(setting(state, 'b'))
    let answered = (): void => undefined
    const sent = undo.during(new Promise<void>((resolve) => (answered = resolve)))
    const done = sent.then(() => undo.remember(setting(state, 'c')))
    const taken = undo.undo()
    answered()
    await done
    await taken
    expect(state.value).toBe('b')
  })

  test('is taken back and done again in its order', async () => {
    const state = { value: 'a' }
    undo.remember(setting(state, 'b'))
    undo.remember(setting(state, 'c'))
    expect(undo.lastStep.value?.text).toBe('c')
    await undo.undo()
    expect(state.value).toBe('b')
    await undo.undo()
    expect(state.value).toBe('a')
    await undo.undo()
    await undo.redo()
    await undo.redo()
    expect(state.value).toBe('c')
    await undo.undo()
    expect(state.value).toBe('b')
    undo.remember(setting(state, 'd'))
    await undo.redo()
    expect(state.value).toBe('d')
  })

  test('two quick strokes take back two', async () => {
    const state = { value: 'a' }
    undo.remember(setting(state, 'b'))
    undo.remember(setting(state, 'c'))
    expect(undo.lastStep.value?.text).toBe('c')
    await Promise.all([undo.undo(), undo.undo()])
    expect(state.value).toBe('a')
  })

  test('is taken back out of its order by its message, once', async () => {
    const [one, other] = [{ value: 'a' }, { value: 'a' }]
    const step = undo.remember(setting(one, 'b'))
    undo.remember(setting(other, 'b'))
    await undo.undoStep(step)
    await undo.undoStep(step)
    expect([one.value, other.value]).toEqual(['a', 'b'])
    await undo.undo()
    expect(other.value).toBe('a')
  })

  test('is forgotten beyond a number, and what can’t be taken back any more is passed over', async () => {
    const state = { value: '' }
    for (let i = 0; i < undo.stepsAtMost + 5; i++) undo.remember(setting(state, `${i}`))
    for (let i = 0; i < undo.stepsAtMost + 5; i++) await undo.undo()
    expect(state.value).toBe('4')
    undo.remember({ text: 'gone', back: () => Promise.resolve(null) })
    undo.remember({ text: 'broken', back: () => Promise.reject(new Error('broken')) })
    await undo.undo()
    await undo.undo()
    expect(undo.lastStep.value).toBe(null)
    expect(undo.nextStep.value).toBe(null)
  })

  test('is nobody’s when the page’s person is gone, and stays in its project', async () => {
    const state = { value: 'a' }
    page.person.enter(ada)
    undo.remember(setting(state, 'b'))
    page.person.end('not-signed-in')
    expect(undo.lastStep.value).toBe(null)

    page = await openPage()
    undo = await import('@/live/undo')
    page.person.enter(ada)
    const live = page.store.useLive()
    undo.remember(setting(state, 'c'))
    expect(undo.lastStep.value?.text).toBe('c')
    live.watch({ id: 'another', key: 'AN', name: 'Another' } as never)
    expect(undo.lastStep.value).toBe(null)
  })
})
