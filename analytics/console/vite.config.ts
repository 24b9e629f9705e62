import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type ProxyOptions } from 'vite'

/** A running Maidian that answers while the pages are being worked on. */
const target = process.env.MAIDIAN_URL ?? 'http://127.0.0.1:8080'

/** The API refuses pages of other origins, which this one is while Vite serves it. */
const toMaidian: ProxyOptions = {
  target,
  changeOrigin: true,
  configure: proxy =>
    proxy.on('proxyReq', request => {
      for (const name of ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'])
        request.removeHeader(name)
    }),
}
const proxy = { '/api': toMaidian, '/healthz': toMaidian, '/shop': toMaidian, '/v1': toMaidian }

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['maidian-source', 'browser', 'import', 'default'] },
  server: { proxy },
  preview: { proxy },
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Charts are one chunk on purpose, loaded after the page that shows them.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What changes only with its version stays in the browser's cache when the console changes.
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router|i18next|react-i18next)\// },
          ],
        },
      },
    },
  },
})
