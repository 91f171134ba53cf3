import { computed, nextTick, reactive, ref, shallowRef } from 'vue'
import { asFailure } from './failure'
import type { Failure } from './failure'

/** A field: what was typed, and what is said when that is nothing; without it, it may stay empty. */
type Field = readonly [value: () => string, missing?: string]

/** A form that is sent to the server: what is wrong is said at its field, and the rest once. */
export function useForm<Name extends string>(fields: Record<Name, Field>) {
  const names = Object.keys(fields) as Name[]
  const busy = ref(false)
  const tried = ref(false)
  const failure = shallowRef<Failure | null>(null)
  let sent = new Map<Name, string>()

  /** What is wrong with a field; what the server said counts until something else is typed. */
  function error(name: Name): string | undefined {
    const [value, missing] = fields[name]
    if (tried.value && missing && value() === '') return missing
    return sent.get(name) === value() ? failure.value?.field(name) : undefined
  }

  /** What is wrong and stands at no field. */
  const rest = computed(() => (failure.value && !names.some((name) => failure.value?.field(name)) ? failure.value.message : null))

  /** Sends it, unless something is missing. */
  async function submit(send: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    tried.value = true
    failure.value = null
    if (names.every((name) => !error(name))) {
      busy.value = true
      sent = new Map(names.map((name) => [name, fields[name][0]()]))
      try {
        await send()
        tried.value = false
      } catch (cause) {
        failure.value = asFailure(cause)
      } finally {
        busy.value = false
      }
    }
    await nextTick()
    document.querySelector<HTMLElement>('form [aria-invalid=true]')?.focus()
  }

  function reset(): void {
    tried.value = false
    failure.value = null
  }

  return reactive({ busy, failure, rest, error, submit, reset })
}
