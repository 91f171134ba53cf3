// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { clean } from '@/features/stories/markdown/clean'
import { around, linked } from '@/features/stories/markdown/marks'
import { ticked } from '@/features/stories/markdown/render'
import harmful from './harmful.json'

const allowedElements = new Set('A BLOCKQUOTE BR CODE DEL EM H3 H4 H5 H6 HR INPUT LI OL P PRE SPAN STRONG TABLE TBODY TD TH THEAD TR UL'.split(' '))
const allowedAttributes = new Set(['href', 'rel', 'target', 'type', 'checked', 'disabled', 'start', 'data-at', 'data-person'])

const html = (nodes: Node): string => {
  const root = document.createElement('div')
  root.append(nodes.cloneNode(true))
  return root.innerHTML
}

describe('what is shown', () => {
  test.each(harmful as string[])('does nothing by itself: %s', (text) => {
    // What the server lets out, had it looked away; and once more, as it is read by a browser again.
    for (const nodes of [clean(text), clean(html(clean(text)))]) {
      for (const element of nodes.querySelectorAll('*')) {
        expect(allowedElements).toContain(element.nodeName)
        for (const { name, value } of element.attributes) {
          expect(allowedAttributes, `${name}="${value}"`).toContain(name)
          if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|#|\/(?![/\\]))/i)
          if (name === 'target') expect(value).toBe('_blank')
        }
        if (element.nodeName === 'A') expect(element.getAttribute('rel')).toBe('noopener noreferrer nofollow')
        if (element.nodeName === 'INPUT') expect(element.getAttribute('type')).toBe('checkbox')
      }
    }
  })

  test('is what the server made, as long as it is harmless', () => {
    const made =
      '<h3>One</h3><p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code> <a href="https://example.com" rel="noopener noreferrer nofollow" target="_blank">e</a></p>' +
      '<ul><li><input disabled="" checked="" data-at="12" type="checkbox"> f</li></ul><table><thead><tr><th>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody></table>'
    expect(html(clean(made))).toBe(made)
  })
})

describe('a box', () => {
  test('is ticked in the text at its place, and nowhere else', () => {
    const text = '- [ ] one\n- [x] two'
    expect(ticked(text, 2, true)).toBe('- [x] one\n- [x] two')
    expect(ticked(text, 12, false)).toBe('- [ ] one\n- [ ] two')
    expect(ticked(text, 3, true)).toBeNull()
    expect(ticked(text, 99, true)).toBeNull()
  })
})

describe('marks', () => {
  const at = (marked: string) => ({ text: marked.replaceAll('|', ''), from: marked.indexOf('|'), to: marked.lastIndexOf('|') - (marked.split('|').length > 2 ? 1 : 0) })
  const said = ({ text, from, to }: { text: string; from: number; to: number }): string => `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`

  test.each([
    ['a |b| c', '**', 'a **|b|** c'],
    ['a **|b|** c', '**', 'a |b| c'],
    ['a **|b|** c', '*', 'a ***|b|*** c'],
    ['a *|b|* c', '*', 'a |b| c'],
    ['|', '**', '**||**'],
  ])('around %s with %s', (before, mark, after) => expect(said(around(at(before), mark))).toBe(after))

  test.each([
    ['a |b| c', 'a [b](|https://|) c'],
    ['a |https://example.com| c', 'a [|text|](https://example.com) c'],
    ['a | c', 'a [|text|](https://) c'],
  ])('a link of %s', (before, after) => expect(said(linked(at(before), 'text'))).toBe(after))
})
