import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/shop/',
  resolve: { conditions: ['maidian-source', 'browser', 'import', 'default'] },
  build: { outDir: fileURLToPath(new URL('../dist/shop', import.meta.url)), emptyOutDir: true, target: 'es2020' },
})
