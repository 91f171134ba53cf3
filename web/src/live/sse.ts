export interface SseEvent {
  event: string
  data: string
  /** Undefined: the event has none, and the last one stays. */
  id: string | undefined
}

/** Reads Server-Sent Events as their bytes come, comments (heartbeats) left out. */
export class SseReader {
  #rest = ''
  #event = ''
  #data: string[] = []
  #id: string | undefined
  /** Milliseconds that the server wants a client to wait before it comes back. */
  retry: number | null = null

  read(text: string): SseEvent[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    const events: SseEvent[] = []
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
      if (line === '') this.#end(events)
      else this.#field(line)
    }
    return events
  }

  #end(events: SseEvent[]): void {
    if (this.#data.length > 0) events.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id })
    this.#event = ''
    this.#data = []
    this.#id = undefined
  }

  #field(line: string): void {
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
    if (name === 'data') this.#data.push(value)
    else if (name === 'event') this.#event = value
    else if (name === 'id') this.#id = value
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value)
  }
}
