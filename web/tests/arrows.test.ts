import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')

/** What a folder of src may import: app → features → {live, api, ui} → i18n, and live the API it reads snapshots from. */
const allowed: Record<string, readonly string[]> = {
  app: ['app', 'features', 'live', 'api', 'ui', 'i18n'],
  features: ['live', 'api', 'ui', 'i18n'],
  live: ['live', 'api', 'i18n'],
  api: ['api', 'i18n'],
  ui: ['ui', 'i18n'],
  i18n: ['i18n'],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|vue)$/.test(file))

function imports(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'((?:@\/|\.)[^']+)'/g)].map(([, path]) =>
    path!.startsWith('@/') ? path!.slice(2) : relative(src, join(src, file, '..', path!)).replaceAll(sep, '/'),
  )
}

const feature = (path: string): string | undefined => (path.startsWith('features/') ? path.split('/')[1] : undefined)

test.each(files)('%s imports only what lies below it', (name) => {
  const file = name.replaceAll(sep, '/')
  const top = file.split('/')[0]!
  const wrong = imports(name).filter((path) => {
    if (feature(file) && feature(path) === feature(file)) return false
    return !allowed[top]?.includes(path.split('/')[0]!)
  })
  expect(wrong).toEqual([])
})

test('no component is too long to look at', () => {
  const long = files.filter((file) => file.endsWith('.vue') && readFileSync(join(src, file), 'utf8').split('\n').length > 180)
  expect(long).toEqual([])
})

test('no page needs inline styles or scripts, which its policy refuses', () => {
  const inline = files.filter((file) => file.endsWith('.vue') && / style="/.test(readFileSync(join(src, file), 'utf8')))
  expect(inline).toEqual([])
  const page = readFileSync(join(src, '../index.html'), 'utf8')
  expect(page).not.toMatch(/<script(?![^>]*src=)|<style| style="/)
})

test('ids of rows are not those that Vue makes inside of components that come later', () => {
  // useId() gives v-4, and in the fourth such component v-4-0, v-4-1 …
  expect(files.filter((file) => /\$\{(id|prefix)\}-\$\{/.test(readFileSync(join(src, file), 'utf8')))).toEqual([])
})
