import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Writes a .br and a .gz beside every text, as small as they get: the server has no time for that, and sends them as they are. */
export function compressed(): Plugin {
  return {
    name: 'throughline-compressed',
    apply: 'build',
    writeBundle(options, bundle) {
      for (const file of Object.keys(bundle).filter((name) => /\.(html|js|css|svg|json)$/.test(name) && !name.startsWith('.vite/'))) {
        const path = join(options.dir!, file)
        const plain = readFileSync(path)
        const smaller = {
          br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
          gz: gzipSync(plain, { level: 9 }),
        }
        for (const [suffix, bytes] of Object.entries(smaller)) if (bytes.length < plain.length) writeFileSync(`${path}.${suffix}`, bytes)
      }
    },
  }
}
