import type { LocationQuery } from 'vue-router'
import type { ViewState } from '@/api/types'

/** The pages that views are of, by the names of their routes. */
export const pages = { stories: 'Stories', board: 'Board' } as const
export const routeOf = ({ page }: ViewState): keyof typeof pages => (page === 'Board' ? 'board' : 'stories')

/** What an address need not say: it is as usual. */
const usual = { sort: '-created', group: '', columns: 'status', lanes: 'none' } as const
const words = { Stories: ['sort', 'group'], Board: ['columns', 'lanes'] } as const

/** What a page shows, as its address has it. */
export function stateOf(page: ViewState['page'], query: LocationQuery): ViewState {
  const say = (name: keyof typeof usual): string | null => {
    const word = query[name]
    return (words[page] as readonly string[]).includes(name) && typeof word === 'string' && word !== usual[name] ? word : null
  }
  const filter = typeof query.filter === 'string' ? query.filter.trim() : ''
  return { page, filter, sort: say('sort'), group: say('group'), columns: say('columns'), lanes: say('lanes') }
}

/** What the address of its page says for a view, and what the server is told of it: all but what is as usual. */
export function queryOf({ filter, sort, group, columns, lanes }: ViewState): Partial<Record<'filter' | keyof typeof usual, string>> {
  return Object.fromEntries(Object.entries({ filter, sort, group, columns, lanes }).filter(([, word]) => word))
}

/** @param printed A filter as the server prints it, if that is known. */
export function isSame(a: ViewState, b: ViewState, printed: (filter: string) => string): boolean {
  const said = (state: ViewState): string => JSON.stringify([state.page, printed(state.filter), state.sort, state.group, state.columns, state.lanes])
  return said(a) === said(b)
}

/** Everything, as usual: there is nothing to give a name to. */
export const isUsual = (state: ViewState): boolean => Object.keys(queryOf(state)).length === 0

/** An address that names a view and says nothing else asks for it as it is now. */
export const linkedView = (query: LocationQuery): string | null =>
  typeof query.view === 'string' && !['filter', 'q', ...Object.keys(usual)].some((name) => name in query) ? query.view : null
