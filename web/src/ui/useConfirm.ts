import { reactive, ref, shallowRef } from 'vue'

/** Something that is done after a yes, to whatever was asked about; a refusal is shown where it was said. For ConfirmDialog. */
export function useConfirm<T>(act: (subject: T) => Promise<unknown>) {
  const open = ref(false)
  const busy = ref(false)
  const refusal = ref<string | null>(null)
  const subject = shallowRef<T | null>(null)

  function ask(about: T): void {
    subject.value = about
    refusal.value = null
    open.value = true
  }

  async function confirm(): Promise<void> {
    if (subject.value === null || busy.value) return
    busy.value = true
    refusal.value = null
    try {
      await act(subject.value)
      open.value = false
    } catch (cause) {
      refusal.value = cause instanceof Error ? cause.message : String(cause)
    } finally {
      busy.value = false
    }
  }

  return reactive({ open, busy, refusal, subject, ask, confirm })
}
