/** What the server answers itself, and doors: nobody is led there after signing in. */
const notPages = /^\/(api|openapi|docs|health|assets|sign-in|set-up|password)(\/|$)/i

/** A path of this app from what an address says; the first page when it says anything else. */
export function pathOf(text: unknown, origin: string = location.origin): string {
  // A browser takes a backslash for a slash, and two of them lead to another host.
  if (typeof text !== 'string' || !text.startsWith('/') || /^\/[/\\]|[\u0000-\u001f]/.test(text)) return '/'
  try {
    const url = new URL(text, origin)
    return url.origin === origin && !notPages.test(url.pathname) ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}
