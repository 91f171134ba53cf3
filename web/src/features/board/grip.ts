import { onUnmounted } from 'vue'

/** So far a mouse moves before it is a drag, and so long a finger rests. */
const farEnough = 5
const longPressMs = 300
/** So near to an edge what is below it scrolls. */
const edge = 48
const fastest = 14

export interface Grip {
  /** Somebody took hold of a card. False: they may not. */
  lift: (id: string, at: { x: number; y: number }) => boolean
  drag: (at: { x: number; y: number }) => void
  drop: () => void
  cancel: () => void
  scroller: () => HTMLElement | null
}

/** Taking hold of a card with a mouse, a pen or a finger. A finger that moves at once scrolls; one that rests lifts, and a second one puts it back. */
export function useGrip(grip: Grip) {
  let stop: (() => void) | null = null
  let lifted = false
  let justDropped = false

  function down(event: PointerEvent, id: string): void {
    if (event.button !== 0 || stop) return
    const start = { x: event.clientX, y: event.clientY }
    let at = start
    let frame = 0
    const byFinger = event.pointerType === 'touch'
    const timer = byFinger ? window.setTimeout(lift, longPressMs) : 0

    function lift(): void {
      lifted = grip.lift(id, start)
      if (!lifted) return end()
      if (byFinger) navigator.vibrate?.(10)
      frame = requestAnimationFrame(scroll)
    }
    function move(next: PointerEvent): void {
      if (next.pointerId !== event.pointerId) return
      at = { x: next.clientX, y: next.clientY }
      if (!lifted && Math.hypot(at.x - start.x, at.y - start.y) > farEnough) {
        // It scrolls, or selects nothing: either way it is no drag.
        if (byFinger) return end()
        lift()
      }
      if (lifted) grip.drag(at)
    }
    function up(next: PointerEvent): void {
      if (next.pointerId !== event.pointerId) return
      const was = lifted
      end()
      if (!was) return
      if (next.type === 'pointerup') grip.drop()
      else grip.cancel()
      // The click that belongs to it opens nothing.
      justDropped = true
      setTimeout(() => (justDropped = false))
    }
    function second(other: PointerEvent): void {
      if (other.pointerId === event.pointerId || !lifted) return
      end()
      grip.cancel()
    }
    function key(pressed: KeyboardEvent): void {
      if (pressed.key !== 'Escape' || !lifted) return
      pressed.preventDefault()
      pressed.stopPropagation()
      end()
      grip.cancel()
    }
    function scroll(): void {
      const box = grip.scroller()?.getBoundingClientRect()
      if (box) {
        const by = { x: pull(at.x, box.left, box.right), y: pull(at.y, box.top + 44, box.bottom) }
        if (by.x || by.y) {
          grip.scroller()?.scrollBy({ left: by.x, top: by.y, behavior: 'instant' })
          grip.drag(at)
        }
      }
      frame = requestAnimationFrame(scroll)
    }
    const menu = (opened: Event): void => {
      if (byFinger) opened.preventDefault()
    }
    function end(): void {
      window.clearTimeout(timer)
      cancelAnimationFrame(frame)
      lifted = false
      stop = null
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      removeEventListener('pointercancel', up)
      removeEventListener('keydown', key, true)
      removeEventListener('pointerdown', second)
      removeEventListener('contextmenu', menu)
    }
    stop = end
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', up)
    addEventListener('keydown', key, true)
    addEventListener('pointerdown', second)
    addEventListener('contextmenu', menu)
  }

  /** For the touchmove of each card: the browser asks before a touch begins whether it may scroll, so a listener that comes with the lift is too late. */
  function still(touch: TouchEvent): void {
    if (lifted && touch.cancelable) touch.preventDefault()
  }

  onUnmounted(() => stop?.())
  return { down, still, isJustDropped: () => justDropped }
}

const pull = (at: number, from: number, to: number): number =>
  at < from + edge ? -Math.min(fastest, (from + edge - at) / 3) : at > to - edge ? Math.min(fastest, (at - to + edge) / 3) : 0
