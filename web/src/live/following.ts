import { onScopeDispose, ref, watch } from 'vue'
import { Failure } from '@/api/failure'
import { end } from '@/api/person'
import type { Problem } from '@/api/types'
import { SseReader } from './sse'
import { transport } from './transport'

/** What `/api/statistics/live` tells: first everything, then the buckets that changed, as they are now. */
export interface StatisticsFrame {
  position: number
  snapshot?: true
  resolution?: string
  zone?: string
  from?: string
  to?: string
  series?: { name: string; unit: string; kind: string }[]
  buckets: { start: string; counts: number[]; sums: number[] }[]
}

export type FollowingState = 'off' | 'connecting' | 'live' | 'waiting'

/** The server sends something every 15 s. */
const silenceMs = 40_000
const firstWaitMs = 2_000
const longestWaitMs = 15_000

/**
 * Follows one statistic as long as its query stays the same and somebody sees the page. Such a query is this page's own, so its stream is too: it is no part of
 * the one that the browser's pages share. A hidden page has none, so that those that are open never take all the connections there are to a host.
 */
export function useFollowing(query: () => URLSearchParams | null, take: (frame: StatisticsFrame) => void, refused: (failure: Failure) => void) {
  const state = ref<FollowingState>('off')
  const isSeen = ref(!document.hidden)
  let abort: AbortController | null = null
  let timer = 0
  let failures = 0

  const see = (): void => void (isSeen.value = !document.hidden)
  document.addEventListener('visibilitychange', see)

  function stop(): void {
    window.clearTimeout(timer)
    abort?.abort()
    abort = null
  }

  async function open(asked: URLSearchParams): Promise<void> {
    stop()
    const mine = (abort = new AbortController())
    state.value = 'connecting'
    let wait = firstWaitMs
    try {
      await (transport.value === 'websocket' ? overSocket : overEvents)(asked, mine, (frame) => {
        if (mine.signal.aborted) return
        failures = 0
        state.value = 'live'
        take(frame)
      })
    } catch (cause) {
      if (mine !== abort) return
      if (cause instanceof Failure && cause.status === 401) return end('not-signed-in')
      if (cause instanceof Failure && cause.status >= 400 && cause.status < 500 && !cause.passing) {
        state.value = 'off'
        return refused(cause)
      }
      if (cause instanceof Failure && cause.retryAfter) wait = cause.retryAfter * 1000
    }
    if (mine !== abort) return
    state.value = 'waiting'
    timer = window.setTimeout(() => void open(asked), Math.max(wait, Math.min(longestWaitMs, firstWaitMs * 1.6 ** failures++)) * (0.9 + 0.2 * Math.random()))
  }

  watch(
    [() => query()?.toString() ?? null, isSeen, transport],
    ([asked, seen]) => {
      failures = 0
      if (asked !== null && seen) void open(new URLSearchParams(asked))
      else {
        stop()
        state.value = 'off'
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', see)
    stop()
  })
  return { state }
}

async function overEvents(query: URLSearchParams, abort: AbortController, take: (frame: StatisticsFrame) => void): Promise<void> {
  const response = await fetch(`/api/statistics/live?${query}`, { headers: { Accept: 'text/event-stream' }, signal: abort.signal, cache: 'no-store' })
  if (!response.ok || !response.body) throw new Failure(response, (await response.json().catch(() => null)) as Problem | null)
  const sse = new SseReader()
  const bytes = response.body.getReader()
  const text = new TextDecoder()
  for (;;) {
    // A network that swallows everything says nothing of it.
    const quiet = window.setTimeout(() => void bytes.cancel(), silenceMs)
    const { done, value } = await bytes.read().finally(() => window.clearTimeout(quiet))
    if (done) return
    for (const event of sse.read(text.decode(value, { stream: true }))) if (event.event === 'statistics') take(JSON.parse(event.data) as StatisticsFrame)
  }
}

function overSocket(query: URLSearchParams, abort: AbortController, take: (frame: StatisticsFrame) => void): Promise<void> {
  const asked = new URLSearchParams(query)
  asked.set('statistics', asked.get('resolution') ?? 'minute')
  asked.delete('resolution')
  asked.set('facts', 'false')
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live/ws?${asked}`)
  return new Promise((resolve) => {
    abort.signal.addEventListener('abort', () => socket.close())
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data as string) as { event: string; data: StatisticsFrame }
      if (message.event === 'statistics') take(message.data)
    }
    socket.onclose = () => resolve()
  })
}
