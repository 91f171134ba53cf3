import { ref } from 'vue'
import type { Transport } from './protocol'

const key = 'throughline.transport'

function read(): Transport {
  try {
    return localStorage.getItem(key) === 'websocket' ? 'websocket' : 'sse'
  } catch {
    return 'sse'
  }
}

/**
 * By what the live stream comes: Server-Sent Events, which are plain HTTP and pass every proxy that does not collect answers, or by choice a WebSocket,
 * where one does. It is this browser's choice, for the network is between it and the server.
 */
export const transport = ref<Transport>(read())

export function chooseTransport(next: Transport): void {
  transport.value = next
  try {
    if (next === 'sse') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}

globalThis.addEventListener?.('storage', (event) => {
  if (event.key === key) transport.value = read()
})
