import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the wire types are those of the server’s OpenAPI document', { timeout: 30_000 }, () => {
  const run = () => execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/api.mjs'), '--check'], { stdio: 'pipe' })
  expect(run).not.toThrow()
})
