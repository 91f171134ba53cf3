import { shallowRef } from 'vue'

export interface Toast {
  id: number
  text: string
  /** When it came, by the page's clock. */
  at: number
  tone: 'usual' | 'bad'
  /** Undo: what was done is taken back. */
  undo?: () => void
  /** It goes away by itself or is closed, and nothing was undone. */
  over?: () => void
}

export const toastMs = 6000

export const toasts = shallowRef<readonly Toast[]>([])

let last = 0

export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'undo' | 'over'>> = {}): number {
  const id = ++last
  toasts.value = [...toasts.value, { id, text, at: performance.now(), tone: 'usual', ...options }]
  return id
}

export function endToast(id: number, how: 'undo' | 'over'): void {
  const ended = toasts.value.find((one) => one.id === id)
  if (!ended) return
  toasts.value = toasts.value.filter((one) => one.id !== id)
  if (how === 'undo') ended.undo?.()
  else ended.over?.()
}

/** All are gone, and with them what they would have done when they were over. */
export function clearToasts(): void {
  toasts.value = []
}
