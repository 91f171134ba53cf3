import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * The theme has to be set before the first paint, by a blocking script; the page's policy allows none inline. Vite bundles module
 * scripts only, which are deferred, so this one is emitted beside them, hashed like them.
 */
export function themeScript(file: string): Plugin {
  const source = readFileSync(file, 'utf8')
  const name = `assets/theme-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
  let serving = false
  return {
    name: 'throughline-theme-script',
    configResolved(config) {
      serving = config.command === 'serve'
    },
    buildStart() {
      if (!serving) this.emitFile({ type: 'asset', fileName: name, source })
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: serving ? '/src/app/theme/boot.js' : `/${name}` }, injectTo: 'head-prepend' as const }],
    },
  }
}
