import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const conditions = ['maidian-source', 'node', 'import', 'default']

/** Apart from `npm test`: two compilers of 700 MB, minutes when they are not there yet. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['frameworks.spec.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
})
