import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')

/** Folders whose texts stand in src/i18n. A folder that is converted is added, and never taken out. */
const converted = [
  'app', 'ui', 'features/account', 'features/audit', 'features/board', 'features/dashboard', 'features/items', 'features/members', 'features/projects', 'features/queue',
  'features/simulation', 'features/stories', 'features/users', 'features/workers',
]
const files = converted.flatMap((folder) =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue')).map((file) => `${folder}/${file}`),
)
  // It is for whoever builds the app, and in no build of it.
  .filter((file) => !file.startsWith('app/gallery/'))

/** What is no language: the name of the program, of keys and of what is typed into a shell. */
const names = /^(?:Throughline|Esc|Enter|Tab|min|Throughline\.Server work --concurrency 4)$/
const attributes = 'title|label|placeholder|hint|note|alt|aria-label|description|verb|unit|retrying'

/** Texts of a template that nobody can translate. */
function bare(template: string): string[] {
  const plain = template.replace(/<!--[\s\S]*?-->/g, '')
  const said = [
    // Between tags, without what is bound.
    ...[...plain.replace(/"[^"]*"/g, '""').matchAll(/>([^<]*)</g)].map(([, text]) => text!.replace(/\{\{[\s\S]*?\}\}/g, '').replace(/&\w+;/g, '')),
    ...[...plain.matchAll(new RegExp(`\\s(?:${attributes})="([^"]*)"`, 'g'))].map(([, text]) => text!),
  ]
  return said.map((text) => text.trim()).filter((text) => /\p{L}{2,}/u.test(text) && !names.test(text))
}

test.each(files)('%s says nothing that is not in src/i18n', (file) => {
  const template = /<template>([\s\S]*)<\/template>/.exec(readFileSync(join(src, file), 'utf8'))?.[1] ?? ''
  expect(bare(`>${template}<`)).toEqual([])
})

test('the scan finds what is bare', () => {
  expect(bare('<p>Hello {{ name }}</p>')).toEqual(['Hello'])
  expect(bare('<UiInput label="Name" :hint="text.hint" />')).toEqual(['Name'])
  expect(bare('<p :class="a > b">{{ text.a }}, {{ b > 2 ? text.b : text.c }}</p>')).toEqual([])
})
