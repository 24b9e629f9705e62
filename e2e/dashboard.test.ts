import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './harness/maidian.ts'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Names of metrics, without what Prometheus adds to those of a histogram. */
const namesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/maidian_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')))

test('the dashboard shows every metric that there is, and none that there is not', () => {
  const sources = globSync('{service,collector,stream-processor,analytics,cli}/src/**/*.ts', { cwd: root })
  const made = sources.flatMap(file =>
    [...read(file).matchAll(/name: '(maidian_[a-z_]+)'/g)].map(([, name]) => name as string),
  )
  expect(made.length).toBeGreaterThan(10)
  expect([...namesIn(read('docs/grafana/maidian.json'))].sort()).toEqual([...new Set(made)].sort())
})
