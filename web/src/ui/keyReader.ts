import { isPossible, keysOf } from './actions'
import type { Action } from './actions'
import { isCharacter, isStroke, strokes } from './strokes'
import type { Pressed, Stroke } from './strokes'

const withinMs = 1000
const held = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'])

interface Circumstances {
  /** Something is being typed, or lies above the page. */
  busy: boolean
  /** Letters and signs alone are shortcuts. */
  letters: boolean
  /** Milliseconds, of any beginning. */
  at: number
}

/** Reads keys one by one: the action that they are for, once they are complete. */
export function keyReader(actions: () => readonly Action[]) {
  let before: Pressed[] = []
  let beforeAt = -Infinity

  return (event: Pressed, { busy, letters, at }: Circumstances): Action | null => {
    if (held.has(event.key)) return null
    // What came last is the most special: a page's key goes before the shell's.
    const candidates = actions()
      .filter((action) => isPossible(action) && (!busy || action.everywhere))
      .flatMap((action) => keysOf(action).map((keys) => ({ action, way: strokes(keys) })))
      .filter(({ way }) => letters || !isCharacter(way[0]!))
      .reverse()
    const begun = at - beforeAt < withinMs ? before : []
    before = []
    for (const pressed of begun.length > 0 ? [[...begun, event], [event]] : [[event]]) {
      const fitting = candidates.filter(({ way }) => fits(way, pressed))
      const done = fitting.find(({ way }) => way.length === pressed.length)
      if (done) return done.action
      if (fitting.length > 0) {
        before = pressed
        beforeAt = at
        return null
      }
    }
    return null
  }
}

const fits = (way: readonly Stroke[], pressed: readonly Pressed[]): boolean =>
  way.length >= pressed.length && pressed.every((event, i) => isStroke(way[i]!, event))
