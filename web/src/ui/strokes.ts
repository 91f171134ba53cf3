/** One press of a key, with what is held meanwhile. */
export interface Stroke {
  key: string
  ctrl: boolean
  alt: boolean
  shift: boolean
}

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  getModifierState?: KeyboardEvent['getModifierState']
}

/** Keys as events name them, by how people do. */
const named: Record<string, string> = { esc: 'escape', del: 'delete', space: ' ', '↑': 'arrowup', '↓': 'arrowdown', '←': 'arrowleft', '→': 'arrowright' }

/** Reads 'Ctrl Shift Z' (one stroke) or 'G S' (two, one after the other). */
export function strokes(keys: string): Stroke[] {
  const found: Stroke[] = []
  let held = { ctrl: false, alt: false, shift: false }
  for (const word of keys.toLowerCase().split(' ')) {
    if (word === 'ctrl' || word === 'alt' || word === 'shift') {
      held = { ...held, [word]: true }
    } else {
      found.push({ key: named[word] ?? word, ...held })
      held = { ctrl: false, alt: false, shift: false }
    }
  }
  return found
}

/** Whether the stroke alone writes a character: a letter, a digit, a sign. */
export const isCharacter = ({ key, ctrl, alt }: Stroke): boolean => key.length === 1 && key !== ' ' && !ctrl && !alt

export function isStroke(stroke: Stroke, event: Pressed): boolean {
  if (event.key.toLowerCase() !== stroke.key) return false
  // Some keyboards write [ with AltGr, which Windows calls Ctrl and Alt together.
  const writes = event.getModifierState?.('AltGraph') ?? false
  if (!writes && ((event.ctrlKey || event.metaKey) !== stroke.ctrl || event.altKey !== stroke.alt)) return false
  // On which key a sign lies, and whether with Shift, is the keyboard's business.
  const isSign = isCharacter(stroke) && stroke.key.toUpperCase() === stroke.key
  return isSign || event.shiftKey === stroke.shift
}
