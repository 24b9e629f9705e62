import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { FILE_SCHEMAS } from '../load/assemble.ts'
import type { FileKind } from '../load/kinds.ts'
import { loadPlan } from '../load/load-plan.ts'
import { parseYaml } from '../load/parse-yaml.ts'
import { readFolder } from '../load/read-folder.ts'
import { smallPlan } from '../rules/testing/small-plan.ts'
import { editorSchemas } from './editor-schemas.ts'
import { schemaAssociations } from './schema-associations.ts'

const dir = fileURLToPath(new URL('../../plan', import.meta.url))
const { content } = loadPlan(dir)
const schemas = editorSchemas(content)

type Json = { [key: string]: Json } & { anyOf: Json[]; enum: string[]; enumDescriptions: string[] }
const at = (kind: FileKind, path: string): Json =>
  path.split('/').reduce((schema, step) => schema[step] as Json, schemas[kind] as Json)
const offered = ({ anyOf }: Json): string[] => anyOf[0]?.enum ?? []

const fits = (kind: FileKind, value: unknown): boolean =>
  z.fromJSONSchema(schemas[kind] as never).safeParse(value).success

test('there is one per kind of file, in the draft that editors know, and each names its files', () => {
  expect(Object.keys(schemas).toSorted()).toEqual(Object.keys(FILE_SCHEMAS).toSorted())
  for (const schema of Object.values(schemas)) expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
  expect(schemaAssociations('.maidian', 'plan')['.maidian/event.json']).toBe('plan/events/**/*.yaml')
})

test.each([...readFolder(dir).files, ...smallPlan()].map(file => [file.path, file] as const))(
  '%s fits the schema that an editor gets',
  (_, text) => {
    const { file } = parseYaml(text)
    if (!file) throw new Error(text.path)
    expect(z.fromJSONSchema(schemas[file.kind] as never).safeParse(file.value).error?.issues ?? []).toEqual([])
  },
)

test('what the parser refuses by its form, an editor marks', () => {
  const event = { event: 'buy', title: '购买', sources: { web: true }, props: ['order_id!'] }
  expect(fits('event', event)).toBe(true)
  expect(fits('event', { ...event, titel: 'x' })).toBe(false)
  expect(fits('event', { ...event, sources: { web: 2 } })).toBe(false)
  expect(fits('event', { ...event, sources: { wbe: true } })).toBe(false)
  expect(fits('event', { ...event, props: ['orderId'] })).toBe(false)
  expect(fits('event', { ...event, title: { zh: '购买', english: 'buy' } })).toBe(false)
  expect(fits('property', { price: { type: 'money', say: 'x' } })).toBe(false)
  expect(fits('question', { q: { title: 'x', metric: { event: 'buy', measure: 'total' } } })).toBe(false)
})

test('properties are offered with and without !, each with what it means, in lists and as keys', () => {
  const [words, , keyed] = at('event', 'definitions/use').anyOf
  expect(words?.enum).toEqual(expect.arrayContaining(['coupon', 'coupon!']))
  expect(words?.enumDescriptions[words.enum.indexOf('coupon')]).toBe(
    '优惠券码，每张不同 · coupon code of a single coupon',
  )
  expect(keyed?.properties?.['coupon!']).toMatchObject({ description: expect.stringContaining('(required)') })
  const use = { $ref: '#/definitions/use' }
  expect(at('event', 'properties/props/items')).toEqual(use)
  expect(at('event', 'properties/variants/properties/when/additionalProperties/items')).toEqual(use)
  expect(at('type', 'additionalProperties/properties/props/items')).toEqual(use)
  expect(offered(at('event', 'properties/once_per/items'))).not.toContain('coupon!')
  expect(offered(at('plan', 'properties/every_event/properties/web/items'))).toContain('store_id')
})

test('the properties of a binding are offered as keys, and what it is made of is checked', () => {
  const coupon = at('event', 'properties/bindings/items/properties/props/properties/coupon')
  expect(coupon.description).toBe('优惠券码，每张不同 · coupon code of a single coupon')
  const event = { event: 'buy', title: '购买', sources: { web: true } }
  const fitting = (binding: object) => fits('event', { ...event, bindings: [binding] })
  const props = { coupon: '.code@text', brand_new: { const: 1 } }
  expect(fitting({ selector: '.buy', when: 'submit', path: '/cart', props })).toBe(true)
  expect(fitting({ selector: '.buy', on: 'submit' })).toBe(false)
  expect(fitting({ selector: '.buy', when: 'clicked' })).toBe(false)
  expect(fitting({ selector: '.buy', props: { coupon: 1 } })).toBe(false)
  expect(fitting({ selector: '.buy', props: { brand_new: { konst: 1 } } })).toBe(false)
  expect(fitting({ when: 'click' })).toBe(false)
})

test('the other names of the plan are offered where they belong', () => {
  expect(offered(at('property', 'additionalProperties/properties/enum'))).toContain('payment_type')
  expect(offered(at('property', 'additionalProperties/properties/list'))).toEqual(
    expect.arrayContaining(['cart_item', 'string']),
  )
  expect(offered(at('property', 'additionalProperties/properties/unit'))).toContain('CNY')
  expect(offered(at('event', 'properties/owner'))).toContain('checkout-team')
  expect(offered(at('event', 'properties/replaces/items'))).toContain('purchase')
  expect(offered(at('change', 'properties/waivers/items/properties/rule'))).toContain('property.renamed')
  const question = JSON.stringify(schemas.question)
  expect(question).toContain('"purchase"')
  expect(question).toContain('"$page_view"')
})

test('languages, sources and descriptions of keys are there to complete', () => {
  expect(Object.keys(at('event', 'properties/title').anyOf[1]?.properties ?? {})).toEqual(['zh', 'en'])
  expect(Object.keys(at('event', 'properties/sources/properties'))).toEqual(['web', 'mini', 'server'])
  expect(at('event', 'properties/fires/properties/when').description).toBe('what has happened when it is sent')
})

test('a name that is newer than the schema is not marked', () => {
  const event = { event: 'buy', title: '购买', sources: { web: true }, props: ['brand_new!', { brand_newer: '新' }] }
  expect(fits('event', { ...event, owner: 'new-team' })).toBe(true)
})

test('without a plan the schemas are those of the language alone', () => {
  expect(JSON.stringify(editorSchemas())).not.toContain('product_id')
})
