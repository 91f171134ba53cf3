import { customRef } from 'vue'
import type { Ref } from 'vue'

/** A choice that this browser keeps, and that its other pages follow. What is kept and is no choice counts as the first. */
export function stored<const T extends string>(key: string, choices: readonly [T, ...T[]]): Ref<T> {
  const read = (): T => {
    try {
      return choices.find((one) => one === localStorage.getItem(key)) ?? choices[0]
    } catch {
      return choices[0]
    }
  }
  let value = read()
  return customRef((track, trigger) => {
    const change = (next: T): void => {
      value = next
      trigger()
    }
    globalThis.addEventListener?.('storage', (event) => event.key === key && change(read()))
    return {
      get: () => (track(), value),
      set: (next) => {
        change(next)
        try {
          if (next === choices[0]) localStorage.removeItem(key)
          else localStorage.setItem(key, next)
        } catch {
          // Storage is switched off: the choice holds until the page is left.
        }
      },
    }
  })
}

/** The same for what is on or off. */
export function storedSwitch(key: string, usually: boolean): Ref<boolean> {
  const word = stored(key, usually ? ['on', 'off'] : ['off', 'on'])
  return customRef(() => ({ get: () => word.value === 'on', set: (on) => (word.value = on ? 'on' : 'off') }))
}
