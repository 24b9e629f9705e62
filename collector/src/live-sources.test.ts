import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@maidian/service'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { type LiveSources, liveSources } from './live-sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'maidian-sources-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, 'maidian.yaml')
const write = (sources: string, more = ''): void => {
  writeFileSync(file, `projects:\n  - name: shop\n${more}    sources: [${sources}]\n`)
}
const refused: string[] = []
let taken = 0
let sources: LiveSources
beforeEach(() => {
  refused.length = 0
  taken = 0
  write('{key: wk_one, kind: server}')
  sources = liveSources({
    config: readConfig(file),
    file,
    everyMs: 20,
    onTaken: () => taken++,
    onRefused: reason => refused.push(reason),
  })
})
afterEach(() => sources.close())

test('a key that is rotated goes on to work until it is left out', async () => {
  write('{key: wk_two, previous_key: wk_one, kind: server}')
  await expect.poll(() => sources.get('wk_two')).toBeDefined()
  expect(sources.get('wk_one')).toBe(sources.get('wk_two'))
  write('{key: wk_two, kind: server}')
  await expect.poll(() => sources.get('wk_one')).toBeUndefined()
  expect(sources.get('wk_two')).toBeDefined()
  expect(taken).toBeGreaterThanOrEqual(2)
})

test.each([
  ['broken YAML', () => write('{key: wk_two')],
  ['a mistake', () => write('{key: wk_two, kind: robot}')],
  [
    'a cookieless source, whose secret is looked for at the start',
    () => write('{key: wk_two, kind: mini, identity: cookieless}'),
  ],
  ['another project', () => write('{key: wk_two, kind: server}', '    timezone: UTC\n')],
])('%s is told, and what was in force stays', async (_, change) => {
  change()
  await expect.poll(() => refused.length).toBeGreaterThan(0)
  expect(sources.get('wk_one')).toBeDefined()
  expect(sources.get('wk_two')).toBeUndefined()
})
