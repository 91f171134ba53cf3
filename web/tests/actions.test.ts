import { effectScope, ref } from 'vue'
import { describe, expect, test } from 'vitest'
import { actions, useActions } from '@/ui/actions'
import type { Action } from '@/ui/actions'
import { keyReader } from '@/ui/keyReader'
import { strokes } from '@/ui/strokes'

const act = (id: string, keys: Action['keys'], more: Partial<Action> = {}): Action => ({ id, text: id, group: 'anywhere', keys, run: () => undefined, ...more })

type Press = { shift?: boolean; ctrl?: boolean; meta?: boolean; alt?: boolean; altGraph?: boolean }
const press = (key: string, { shift = false, ctrl = false, meta = false, alt = false, altGraph = false }: Press = {}) => ({
  key, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt, getModifierState: () => altGraph,
})

function reader(...there: Action[]) {
  const read = keyReader(() => there)
  let at = 5000
  return (event: ReturnType<typeof press>, { busy = false, letters = true, after = 10 } = {}) => read(event, { busy, letters, at: (at += after) })?.id ?? null
}

describe('the registry', () => {
  test('holds what a component can do, for as long as it is there', () => {
    const scope = effectScope()
    const name = ref('One')
    scope.run(() => useActions(() => [act('a', 'A', { text: name.value })]))
    expect(actions.value.map(({ text }) => text)).toEqual(['One'])
    name.value = 'Ett'
    expect(actions.value.map(({ text }) => text)).toEqual(['Ett'])
    scope.stop()
    expect(actions.value).toEqual([])
  })
})

describe('keys', () => {
  test('are read as people write them', () => {
    expect(strokes('Ctrl Shift Z')).toEqual([{ key: 'z', ctrl: true, shift: true, alt: false }])
    expect(strokes('G S').map(({ key }) => key)).toEqual(['g', 's'])
    expect(strokes('Shift ↓')).toEqual([{ key: 'arrowdown', ctrl: false, shift: true, alt: false }])
  })

  test('go one after the other, within a second', () => {
    const read = reader(act('stories', 'G S'), act('status', 'S'))
    expect(read(press('s'))).toBe('status')
    expect(read(press('g'))).toBeNull()
    expect(read(press('Shift', { shift: true }))).toBeNull()
    expect(read(press('s'))).toBe('stories')
    expect(read(press('g'))).toBeNull()
    expect(read(press('s'), { after: 1500 })).toBe('status')
    expect([read(press('g')), read(press('x')), read(press('s'))]).toEqual([null, null, 'status'])
    expect([read(press('g')), read(press('g')), read(press('s'))]).toEqual([null, null, 'stories'])
  })

  test('are those of the page before those of the shell, when they can be done', () => {
    let can = true
    const read = reader(act('shell', 'Ctrl Z'), act('page', 'Ctrl Z', { when: () => can }), act('told', 'Ctrl Z', { run: undefined }))
    expect(read(press('z', { ctrl: true }))).toBe('page')
    can = false
    expect(read(press('z', { meta: true }))).toBe('shell')
    expect(read(press('z', { ctrl: true, shift: true }))).toBeNull()
    expect(read(press('z'))).toBeNull()
  })

  test('are letters while something is typed, unless they count everywhere', () => {
    const read = reader(act('new', 'C'), act('palette', 'Ctrl K', { everywhere: true }))
    expect(read(press('c'), { busy: true })).toBeNull()
    expect(read(press('k', { ctrl: true }), { busy: true })).toBe('palette')
  })

  test('without Ctrl or Alt can be switched off', () => {
    const read = reader(act('new', 'C'), act('go', 'G S'), act('sheet', '?'), act('delete', 'Del'), act('palette', 'Ctrl K'))
    const off = { letters: false }
    expect([read(press('c'), off), read(press('g'), off), read(press('s'), off), read(press('?', { shift: true }), off)]).toEqual([null, null, null, null])
    expect(read(press('Delete'), off)).toBe('delete')
    expect(read(press('k', { ctrl: true }), off)).toBe('palette')
  })

  test('are found on other keyboards', () => {
    const read = reader(act('sheet', '?'), act('side', '['), act('many', ['J', '↓']))
    expect(read(press('?', { shift: true }))).toBe('sheet')
    expect(read(press('['))).toBe('side')
    expect(read(press('[', { ctrl: true, alt: true, altGraph: true }))).toBe('side')
    expect(read(press('[', { ctrl: true }))).toBeNull()
    expect(read(press('J'))).toBe('many')
    expect(read(press('J', { shift: true }))).toBeNull()
    expect(read(press('ArrowDown'))).toBe('many')
  })
})
