import { onScopeDispose, ref, watch } from 'vue'

const prefix = 'throughline.draft.'
const ownerKey = 'throughline.drafts-of'

/** What is being typed into a form is kept by this tab: a crash, a reload or a wrong click loses nothing. Empty fields are no draft. */
export function useDraft<T extends object>(name: string, form: T) {
  const key = prefix + name
  const empty = JSON.stringify(form)
  const restored = ref(false)

  const stored = get(key)
  if (stored) {
    try {
      Object.assign(form, JSON.parse(stored))
      restored.value = true
    } catch {
      // Somebody else's writing, or half of it.
    }
  }

  const stop = watch(
    () => JSON.stringify(form),
    (now) => {
      if (now === empty) restored.value = false
      put(key, now === empty ? null : now)
    },
    { flush: 'sync' },
  )
  onScopeDispose(stop)

  return { restored, discard: () => void Object.assign(form, JSON.parse(empty)) }
}

/** Drafts are one person's: whoever else comes finds none. Whoever has to sign in again finds theirs. */
export function keepDraftsOf(person: string): void {
  if (get(ownerKey) !== person) dropDrafts()
  put(ownerKey, person)
}

export function dropDrafts(): void {
  for (const key of keys()) if (key.startsWith(prefix)) put(key, null)
}

export const hasDrafts = (): boolean => keys().some((key) => key.startsWith(prefix))

function keys(): string[] {
  try {
    return Object.keys(sessionStorage)
  } catch {
    return []
  }
}

function get(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function put(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // Storage is switched off or full: it is kept as long as the page is.
  }
}
