import { defineConfig } from 'vitest/config'

const conditions = ['maidian-source', 'node', 'import', 'default']
const project = (name: string, extra: object = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, root: name, include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], ...extra },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('schemas'),
      project('service'),
      project('tracking-plan', { testTimeout: 60_000 }),
      project('sdk-core'),
      project('sdk-web', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('sdk-miniprogram', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('engines', { testTimeout: 60_000, hookTimeout: 90_000 }),
      project('collector', { testTimeout: 30_000 }),
      project('stream-processor', { testTimeout: 30_000 }),
      project('analytics', { testTimeout: 120_000, hookTimeout: 60_000 }),
      project('cli', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('e2e', { testTimeout: 300_000, hookTimeout: 120_000 }),
    ],
  },
})
