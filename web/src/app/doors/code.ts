let code = ''

/** The code of a one-time link stands behind the # of its address, so that no server ever sees it, and is taken out of it at once. */
export function takeCode(): void {
  if (!/^\/(set-up|password|invitation|confirm)\/?$/.test(location.pathname) || location.hash.length < 2) return
  code = location.hash.slice(1)
  history.replaceState(history.state, '', location.pathname + location.search)
}

/** The code that this page was opened with; empty: none. */
export const codeOfLink = (): string => code
