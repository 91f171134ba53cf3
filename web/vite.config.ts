import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { buildName } from './build/buildName'
import { compressed } from './build/compressed'
import { themeScript } from './build/themeScript'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const server = process.env.THROUGHLINE_URL ?? 'http://127.0.0.1:8080'
const proxy = { '/api': server, '/openapi': server, '/docs': server, '/health': server }

export default defineConfig({
  plugins: [vue(), tailwindcss(), themeScript(path('./src/app/theme/boot.js')), buildName(), compressed()],
  resolve: { alias: { '@': path('./src') } },
  define: { __VUE_OPTIONS_API__: 'false' },
  // data: addresses are not of the page's own origin: nothing is inlined. Every chunk that loads others holds their names, so that only pages have
  // names that say something; and what many pages need stands together, in fewer files that compress better.
  build: {
    rollupOptions: {
      output: {
        chunkFileNames: ({ name }) => (name.endsWith('Page') ? 'assets/[name]-[hash].js' : 'assets/[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'parts', test: /node_modules.(reka-ui|@floating-ui|@vueuse)/, minShareCount: 8 },
            { name: 'ui', test: /src.(ui|api|i18n.en|live)/, minShareCount: 10 },
          ],
        },
      },
    },
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
})
