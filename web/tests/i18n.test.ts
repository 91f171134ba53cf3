import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Messages, Texts } from '@/i18n/text'
import swedish from '@/i18n/sv'

const folder = join(import.meta.dirname, '../src/i18n')
const english = import.meta.glob<Messages<Texts>>('../src/i18n/en/*.ts', { eager: true, import: 'default' })
const features = Object.entries(english).map(([path, { feature, texts }]) => ({ file: path.split('/').at(-1)!.slice(0, -3), feature, texts }))

/** Its names, with the groups they are in, and how many values each takes. */
function names(texts: object, within = ''): string[] {
  return Object.entries(texts)
    .flatMap(([name, text]: [string, unknown]) => {
      if (typeof text === 'object' && text !== null) return names(text, `${within}${name}.`)
      return [typeof text === 'function' ? `${within}${name}(${text.length})` : `${within}${name}`]
    })
    .sort()
}

describe('texts', () => {
  test('are called by their file, and each file is there in both languages', () => {
    expect(features.map(({ feature }) => feature)).toEqual(features.map(({ file }) => file))
    expect(readdirSync(join(folder, 'sv')).filter((file) => file !== 'index.ts').sort()).toEqual(readdirSync(join(folder, 'en')).sort())
  })

  test.each(features)('of $feature are complete in Swedish', ({ feature, texts }) => {
    expect(names(swedish[feature] ?? {}).map((name) => name.replace(/\(\d+\)$/, ''))).toEqual(names(texts).map((name) => name.replace(/\(\d+\)$/, '')))
  })

  test.each(features)('of $feature say something', ({ feature, texts }) => {
    const empty = (within: object): boolean =>
      Object.values(within).some((text: unknown) => (typeof text === 'object' && text !== null ? empty(text) : text === ''))
    expect(empty(texts) || empty(swedish[feature]!)).toBe(false)
  })
})

describe('the language', () => {
  afterEach(() => vi.unstubAllGlobals())

  async function browser(...languages: string[]) {
    vi.resetModules()
    const stored = new Map<string, string>()
    const lang: string[] = []
    vi.stubGlobal('navigator', { languages })
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    })
    vi.stubGlobal('document', { documentElement: { setAttribute: (_: string, value: string) => void lang.push(value) } })
    const [language, format, { useText }, { default: shell }, { plural }] = await Promise.all([
      import('@/i18n/language'), import('@/ui/format'), import('@/i18n/text'), import('@/i18n/en/shell'), import('@/i18n/plural'),
    ])
    return { stored, lang, language, format, text: useText(shell), plural }
  }

  test('is the browser’s, when there is such a one', async () => {
    const { language } = await browser()
    expect(language.pick('browser', ['sv-FI', 'en'])).toBe('sv')
    expect(language.pick('browser', ['de-DE', 'sv'])).toBe('sv')
    expect(language.pick('browser', ['de-DE'])).toBe('en')
    expect(language.pick('browser', [])).toBe('en')
    expect(language.pick('en', ['sv-SE'])).toBe('en')
  })

  test('is chosen, remembered and given back to the browser', async () => {
    const { language, text, stored, lang } = await browser('en-US')
    await language.showLanguage()
    expect(text.undo).toBe('Undo')
    await language.choose('sv')
    expect(text.undo).toBe('Ångra')
    expect(text.pages.stories).toBe('Ärenden')
    expect(stored.get('throughline.language')).toBe('sv')
    await language.choose('browser')
    expect(text.undo).toBe('Undo')
    expect(stored.size).toBe(0)
    expect(lang).toEqual(['en', 'sv', 'en'])
  })

  test('says numbers, days and lengths as its readers do', async () => {
    const { language, format, plural } = await browser('sv-SE', 'en-GB')
    const at = new Date(2026, 10, 3, 15, 4, 5)
    const later = new Date(2027, 0, 9)
    const said = () => [
      format.number(50151), format.rate(11.84), format.percent(0.042), format.date(at, at), format.date(at, later), format.moment(at, later),
      format.timeOfDay(at), format.age(7500), format.ago(7500), format.duration(6120), format.hours(6120),
      plural(1, '# row', '# rows'), plural(1200, '# row', '# rows'),
      [...['Öberg', 'Zander', 'Ek 10', 'Ek 9']].sort(format.byName).join(),
    ].map((one) => one.replaceAll(/[\u00a0\u202f]/g, ' '))
    await language.showLanguage()
    expect(said()).toEqual([
      '50 151', '11,8', '+4,2 %', '3 nov.', '3 nov. 2026', '3 nov. 2026 15:04', '15:04', '2 tim', 'för 2 tim sedan', '1 tim 42 min', '1:42',
      '1 row', '1 200 rows', 'Ek 9,Ek 10,Zander,Öberg',
    ])
    await language.choose('en')
    expect(said()).toEqual([
      '50,151', '11.8', '+4.2%', '3 Nov', '3 Nov 2026', '3 Nov 2026, 15:04', '15:04', '2 h', '2 h ago', '1 h 42 min', '1:42',
      '1 row', '1,200 rows', 'Ek 9,Ek 10,Öberg,Zander',
    ])
  })
})
