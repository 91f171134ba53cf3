import type { LocationQuery } from 'vue-router'

/** What of the audit is shown. It stands in the page's address, so that it can be sent to somebody. */
export interface AuditFilter {
  /** A user's id; empty: everybody. */
  person: string
  /** A key or an id. */
  thing: string
  /** What facts are about: the first part of their types; empty: anything. */
  kind: string
  span: string
}

const hour = 3_600_000

export const spans = ['', '1h', '1d', '7d', '30d'] as const

const lengths: Record<string, number> = { '1h': hour, '1d': 24 * hour, '7d': 168 * hour, '30d': 720 * hour }

export const kinds = ['', 'project', 'member', 'story', 'task', 'user', 'account', 'token'] as const

/** The kinds of facts that a project has. */
export const projectKinds = ['', 'project', 'member', 'story', 'task'] as const

export function since(span: string, now: number): string | null {
  const length = lengths[span]
  return length === undefined ? null : new Date(now - length).toISOString()
}

const text = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '')

export const filterOf = (query: LocationQuery): AuditFilter => ({
  person: text(query.person),
  thing: text(query.thing),
  kind: kinds.some((kind) => kind === query.kind) ? text(query.kind) : '',
  span: lengths[text(query.span)] === undefined ? '' : text(query.span),
})

/** As it stands in the address: what is not narrowed is left out. */
export const addressOf = (filter: AuditFilter): Record<string, string> => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))

export const isNarrowed = (filter: AuditFilter): boolean => Object.values(filter).some((value) => value !== '')
