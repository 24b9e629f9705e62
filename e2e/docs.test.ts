import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { type Maidian, root, SHIPPED, startMaidian } from './harness/maidian.ts'

const folder = testFolder('docs')
let maidian: Maidian
beforeAll(async () => {
  maidian = await startMaidian({ config: SHIPPED, data: join(folder, 'data') })
})
afterAll(() => maidian.stop())

const text = (file: string): string => readFileSync(join(root, file), 'utf8')

test('every question in docs/asking.md is answered, and its sql runs', async () => {
  const asked = [...text('docs/asking.md').matchAll(/^ask (\w+) '([\s\S]*?)'$/gm)]
  expect(asked.length).toBeGreaterThan(3)
  for (const [, question = '', body = ''] of asked) {
    const answer = await maidian.ask<{ sql: string }>(question, JSON.parse(body))
    await maidian.query(answer.sql)
  }
})

test.each(['README.md', 'README.zh-CN.md'])('the snippets of %s run', async file => {
  const readme = text(file)
  const body = /-d '(\{[\s\S]*?\})'/.exec(readme)?.[1] ?? ''
  await maidian.ask('funnel', JSON.parse(body))
  const sql = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(await maidian.query(sql)).toHaveLength(3)
})

test('the SQL of docs/identity.md runs', async () => {
  const [, block = ''] = /```sql\n([\s\S]*?)```/.exec(text('docs/identity.md')) ?? []
  const statements = block.split(/;.*\n/).filter(one => one.trim() !== '')
  expect(statements).toHaveLength(3)
  for (const statement of statements) await maidian.query(statement)
})

test('every fenced path of the docs that leads into this repository leads somewhere', () => {
  const files = [
    'README.md',
    'README.zh-CN.md',
    'CONTRIBUTING.md',
    'docs/wire.md',
    'docs/doors.md',
    'docs/tracking-plan.md',
    'docs/asking.md',
    'docs/import.md',
    'docs/operations.md',
    'docs/identity.md',
  ]
  for (const file of files) {
    for (const [, path = ''] of text(file).matchAll(/`((?:[\w-]+\/)+[\w.-]+\.(?:ts|md|yaml))`/g)) {
      expect(() => text(path), `${file} names ${path}`).not.toThrow()
    }
  }
})
