import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** Which items are shown, as the address says it. */
export interface ItemFilter {
  text: string
  kind: string
  /** A person's id, or none. */
  holder: string
  waiting: boolean
}

const word = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '')

export const readFilter = (query: LocationQuery): ItemFilter => ({ text: word(query.text), kind: word(query.kind), holder: word(query.holder), waiting: query.waiting === 'true' })

export const writeFilter = ({ text, kind, holder, waiting }: ItemFilter): LocationQueryRaw => ({
  ...(text ? { text } : {}), ...(kind ? { kind } : {}), ...(holder ? { holder } : {}), ...(waiting ? { waiting: 'true' } : {}),
})

/** As the server takes it. */
export const paramsOf = ({ text, kind, holder, waiting }: ItemFilter) => ({
  text: text.trim().slice(0, 200) || undefined, baseItemId: kind || undefined, owner: holder || undefined, awaiting: waiting || undefined,
})

export const isNarrowed = ({ text, kind, holder, waiting }: ItemFilter): boolean => text.trim() !== '' || kind !== '' || holder !== '' || waiting
