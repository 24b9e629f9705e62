import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { editorSchemas, schemaAssociations } from './json-schema.ts'
import { FILE_SCHEMAS } from './load/assemble.ts'
import { loadPlan } from './load/load-plan.ts'
import { parseYaml } from './load/parse-yaml.ts'
import { readFolder } from './load/read-folder.ts'

const dir = fileURLToPath(new URL('../plan', import.meta.url))
const { content } = loadPlan(dir)
const schemas = editorSchemas(content)

test('there is one per kind of file, and each names its files', () => {
  expect(Object.keys(schemas).toSorted()).toEqual(Object.keys(FILE_SCHEMAS).toSorted())
  expect(schemaAssociations('.maidian', 'plan')['.maidian/event.json']).toBe('plan/events/**/*.yaml')
})

test('every file of the shop fits the schema that an editor gets', () => {
  for (const text of readFolder(dir).files) {
    const { file } = parseYaml(text)
    if (!file) throw new Error(text.path)
    const schema = z.fromJSONSchema(schemas[file.kind] as never)
    expect(schema.safeParse(file.value).error?.issues ?? [], text.path).toEqual([])
  }
})

test('an editor is told of unknown keys, and offered the names of the plan with what they mean', () => {
  const event = schemas.event as { additionalProperties: boolean; properties: Record<string, unknown> }
  expect(event.additionalProperties).toBe(false)
  const props = JSON.stringify(event.properties.props)
  expect(props).toContain('"const":"product_id!"')
  expect(props).toContain('商品编号')
  expect(JSON.stringify(schemas.property)).toContain('"const":"payment_type"')
  expect(JSON.stringify(event.properties.fires)).toContain('what has happened when it is sent')
})

test('without a plan the schemas are those of the language alone', () => {
  expect(JSON.stringify(editorSchemas())).not.toContain('product_id')
})
