/** What a field of the kind datetime-local holds, as an instant; null: nothing. Undefined: it is no moment up to now. */
export function readMoment(typed: string, now: number): string | null | undefined {
  if (typed.trim() === '') return null
  const at = Date.parse(typed)
  // A field tells minutes: the one that runs is not over.
  return Number.isNaN(at) || at > now + 60_000 || at < Date.UTC(1900, 0, 1) ? undefined : new Date(Math.min(at, now)).toISOString()
}

/** An instant as such a field holds it, in the reader's own zone. */
export function forField(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
