import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { expect, test, vi } from 'vitest'
import { planSchema } from './schema.ts'

const shop = fileURLToPath(new URL('../../../../tracking-plan/plan', import.meta.url))

test('a schema per kind of file is written, and the setting that names them is printed', async () => {
  const out = mkdtempSync(join(tmpdir(), 'maidian-schema-'))
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const plan = new Command('plan')
  planSchema(plan)
  await plan.parseAsync(['schema', '--plan', shop, '--out', out], { from: 'user' })
  const { 'yaml.schemas': schemas } = JSON.parse(String(printed.mock.calls[0]?.[0]))
  vi.restoreAllMocks()
  const files = readdirSync(out).map(name => join(out, name))
  expect(Object.keys(schemas).toSorted()).toEqual(files.toSorted())
  expect(schemas[join(out, 'event.json')]).toBe(`${shop}/events/**/*.yaml`)
  expect(readFileSync(join(out, 'event.json'), 'utf8')).toContain('"product_id!"')
  rmSync(out, { recursive: true })
})
