/** What the server answers itself, and doors: nobody is led there after signing in. */
const notPages = /^\/(api|openapi|docs|health|assets|sign-in|set-up|password|forgotten|confirm)(\/|$)/i

/** A path of this app from what an address says; the first page when it says anything else. */
export function pathOf(text: unknown, origin: string = location.origin): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return '/'
  try {
    const url = new URL(text, origin)
    // Two slashes lead to another host: a browser reads /\x and /<tab>/x so at once, and what it makes of /.//x the next time.
    return url.origin === origin && !url.pathname.startsWith('//') && !notPages.test(url.pathname) ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}
