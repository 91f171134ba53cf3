import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge, mergeLabels } from '@/live/queue/merge'
import { marked, mergeTexts, words } from '@/live/queue/texts'

describe('labels of two people', () => {
  test('what one put there and what the other took away both count', () => {
    expect(mergeLabels(['a', 'b'], ['a', 'b', 'mine'], ['b', 'theirs'])).toEqual(['b', 'theirs', 'mine'])
    expect(mergeLabels(['a', 'b'], ['b'], ['a', 'b', 'c'])).toEqual(['b', 'c'])
    expect(mergeLabels([], ['x'], ['x'])).toEqual(['x'])
  })

  test('nothing is there that nobody wanted, and nothing twice', () => {
    const some = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'))
    fc.assert(
      fc.property(some, some, some, (base, mine, theirs) => {
        const merged = mergeLabels(base, mine, theirs)
        expect(new Set(merged).size).toBe(merged.length)
        for (const label of ['a', 'b', 'c', 'd', 'e']) {
          const [was, here, there] = [base, mine, theirs].map((one: string[]) => one.includes(label))
          expect(merged.includes(label)).toBe(here === was ? there : here)
        }
      }),
    )
  })
})

describe('texts of two people', () => {
  const base = 'A frame is dropped. Counters are kept.\n\nIt goes on here.\n'

  test.each([
    ['in other lines', base.replace('here', 'there'), base.replace('dropped', 'lost'), 'A frame is lost. Counters are kept.\n\nIt goes on there.\n'],
    ['in other words of one line', base.replace('A frame', 'Each frame'), base.replace('are kept', 'wrap'), 'Each frame is dropped. Counters wrap.\n\nIt goes on here.\n'],
    ['at both ends', `First.\n${base}`, `${base}Last.\n`, `First.\n${base}Last.\n`],
    ['the same', base.replace('kept', 'gone'), base.replace('kept', 'gone'), base.replace('kept', 'gone')],
    ['only here', `${base}More.`, base, `${base}More.`],
  ])('who changed %s are joined', async (_, mine, theirs, joined) => {
    expect(await mergeTexts(base, mine, theirs)).toEqual({ text: joined, clean: true })
  })

  test('who changed the same place are not, and both are there', async () => {
    const { text, clean } = await mergeTexts(base, base.replace('dropped', 'lost for ever'), base.replace('dropped', 'kept for a day'))
    expect(clean).toBe(false)
    expect(text).toContain('lost for ever')
    expect(text).toContain('kept for a day')
  })

  test('a side that changed nothing never wins, whatever the other did', async () => {
    const some = fc.array(fc.constantFrom('one ', 'two ', 'three\n', '. ', 'ä')).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(some, some, async (before, after) => {
        expect(await mergeTexts(before, after, before)).toEqual({ text: after, clean: true })
        expect(await mergeTexts(before, before, after)).toEqual({ text: after, clean: true })
      }),
    )
  })

  test('words join to the text again, and what is marked is what is new', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (before, after) => {
      expect(words(after).join('')).toBe(after)
      expect((await marked(before, after)).map(({ text }) => text).join('')).toBe(after)
    }))
    expect(await marked('is logged.', 'is dropped.')).toEqual([{ text: 'is ', isNew: false }, { text: 'dropped', isNew: true }, { text: '.', isNew: false }])
  })
})

describe('fields of two people', () => {
  const theirs = { title: 'One', description: 'a b c', priority: 'High', labels: ['x'] }

  test('other fields are left as they stand there', async () => {
    expect(await merge({ title: 'One' }, { title: 'Two' }, theirs)).toEqual({ change: { title: 'Two' }, conflicts: [] })
  })

  test('what both changed to the same is done', async () => {
    expect(await merge({ title: 'Before' }, { title: 'One' }, theirs)).toEqual({ change: {}, conflicts: [] })
  })

  test('what both changed to something else is a conflict, beside what is none', async () => {
    expect(await merge({ priority: 'None', labels: [] }, { priority: 'Low', labels: ['y'] }, theirs)).toEqual({ change: { labels: ['x', 'y'] }, conflicts: ['priority'] })
  })

  test('a description is joined', async () => {
    expect(await merge({ description: 'a b' }, { description: '0 a b' }, { ...theirs, description: 'a b c' })).toMatchObject({ conflicts: [] })
  })
})
