// What the first page and each route load, gzipped, against the budget. The numbers are those of the built files.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const limits = { first: 120, route: 60, fonts: 50 }

const manifestFile = new URL('.vite/manifest.json', dist)
if (!existsSync(manifestFile)) {
  console.error('web/dist is missing. Run: npm run build')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
const gzip = file => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length

/** A chunk's own files and those of its static imports, which the browser has to have before the chunk runs. */
function files(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const css of chunk.css ?? []) found.add(css)
  for (const other of chunk.imports ?? []) files(other, found)
  return found
}

const entry = Object.keys(manifest).find(key => manifest[key].isEntry)
const first = files(entry)
const theme = readdirSync(new URL('assets/', dist)).filter(name => name.startsWith('theme-')).map(name => `assets/${name}`)
const firstBytes = [...first, ...theme].reduce((sum, file) => sum + gzip(file), 0)

const rows = [['first load (JS + CSS, gzip)', firstBytes, limits.first]]
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue
  const own = [...files(key)].filter(file => !first.has(file))
  rows.push([`route ${key.replace('src/features/', '')}`, own.reduce((sum, file) => sum + gzip(file), 0), limits.route])
}
const fonts = readdirSync(new URL('assets/', dist)).filter(name => name.endsWith('.woff2'))
rows.push(['fonts', fonts.reduce((sum, name) => sum + statSync(new URL(`assets/${name}`, dist)).size, 0), limits.fonts])

let over = false
// The gallery of parts is for whoever builds the app.
if (Object.keys(manifest).some(key => key.includes('/gallery/'))) {
  over = true
  console.log('The gallery is in the production build.')
}
for (const [name, bytes, limit] of rows) {
  const kb = bytes / 1024
  over ||= kb > limit
  console.log(`${name.padEnd(46)} ${kb.toFixed(1).padStart(7)} KB of ${limit}${kb > limit ? '  OVER' : ''}`)
}
if (over && !process.argv.includes('--print')) process.exit(1)
