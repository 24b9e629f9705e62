import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { loadPlan } from '../load/load-plan.ts'
import { elementSchema, valueSchema } from './value-schema.ts'

const shop = loadPlan(fileURLToPath(new URL('../../plan', import.meta.url))).content

test('every property of the shop compiles: nothing falls back to slow checks silently', () => {
  expect(shop).not.toBeNull()
  if (!shop) return
  for (const property of [...Object.values(shop.properties), ...Object.values(shop.profile)]) {
    expect(() => z.compile(valueSchema(property, shop), { strict: true }), property.name).not.toThrow()
    if (property.type === 'list') expect(() => z.compile(elementSchema(property, shop), { strict: true })).not.toThrow()
  }
})
