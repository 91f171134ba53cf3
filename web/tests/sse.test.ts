import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SseReader } from '@/live/sse'

const stream = 'retry: 2204\n\nid: a-41\nevent: facts\ndata: {"from":42}\n\n:\n\nevent: statistics\r\ndata: {"a":\r\ndata: 1}\r\n\r\n'

test('events come out however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (cuts) => {
      const reader = new SseReader()
      const events = []
      let at = 0
      for (const cut of cuts) events.push(...reader.read(stream.slice(at, (at += cut))))
      events.push(...reader.read(stream.slice(at)))
      expect(events).toEqual([
        { event: 'facts', data: '{"from":42}', id: 'a-41' },
        { event: 'statistics', data: '{"a":\n1}', id: undefined },
      ])
      expect(reader.retry).toBe(2204)
    }),
  )
})
