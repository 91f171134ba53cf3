import { Hub } from './hub'
import type { Port } from './hub'
import type { Letter, ToWorker } from './protocol'

/* One file for both kinds of worker: shared by all pages of this browser, or a page's own where sharing is missing. */

interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null
}

const hub = new Hub({
  fetch: (url, init) => fetch(url, init),
  socket: (path) => new WebSocket(location.origin.replace(/^http/, 'ws') + path),
  now: () => Date.now(),
  random: () => Math.random(),
  online: () => navigator.onLine,
  later: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})

const serve = (port: Port & { onmessage: unknown }): void => {
  port.onmessage = (event: MessageEvent<Letter<ToWorker>>) => hub.receive(port, event.data)
}

addEventListener('online', () => hub.retryAll())

if ('onconnect' in self) {
  ;(self as unknown as SharedScope).onconnect = (event) => {
    for (const port of event.ports) serve(port)
  }
} else {
  serve(self as unknown as Port & { onmessage: unknown })
}
