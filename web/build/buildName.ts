import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Names the build in the page itself, by what the page loads: an open page compares it with what the server says at /api/version. The names of
 * the page's files hold their contents, and those of all that they load, so that any other content is another name.
 */
export function buildName(): Plugin {
  return {
    name: 'throughline-build-name',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        { tag: 'meta', attrs: { name: 'build', content: createHash('sha256').update(html).digest('hex').slice(0, 12) }, injectTo: 'head' as const },
      ],
    },
  }
}
