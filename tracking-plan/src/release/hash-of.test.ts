import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { shopPlan } from '../diff/testing/shop-plan.ts'
import { canonicalJson, hashOf } from './hash-of.ts'
import { shopRelease } from './testing/shop-release.ts'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]) => [key, reversed(part)] as const)
  const unsaid = 'name' in value ? [['not_said', undefined] as const] : []
  return Object.fromEntries([...entries.reverse(), ...unsaid])
}

test('a hash is the same for ever: clients out there carry it', () => {
  const content = {
    plan: 'shop',
    title: { zh: '商店' },
    events: { purchase: { name: 'purchase', version: '1.0', sample: 0.1 } },
  }
  const canonical = '{"events":{"purchase":{"name":"purchase","sample":0.1}},"plan":"shop","title":{"zh":"商店"}}'
  expect(hashOf(content)).toBe(createHash('sha256').update(canonical, 'utf8').digest('hex').slice(0, 8))
  expect(hashOf(content)).toBe('d85ebd27')
})

test('the order of keys, and what is undefined, make no difference', () => {
  expect(hashOf(reversed(shopPlan()) as Record<string, unknown>)).toBe(hashOf(shopPlan()))
  expect(canonicalJson({ b: [1, { d: undefined, c: '优惠券' }], a: null })).toBe('{"a":null,"b":[1,{"c":"优惠券"}]}')
})

test('versions, names that are reserved and releases that are retired are no part of it', () => {
  const release = shopRelease('2026.11.1', plan => {
    plan.events.purchase!.version = '3.1'
    plan.reserved.events.push('x')
    plan.retired.push('2026.1.1')
  })
  expect(hashOf(release)).toBe(hashOf(shopPlan()))
})

test('any other word changes it', () => {
  expect(hashOf(shopPlan(plan => plan.events.purchase!.props.reverse()))).not.toBe(hashOf(shopPlan()))
  expect(hashOf(shopPlan(plan => Object.assign(plan.properties.price!, { scale: 3 })))).not.toBe(hashOf(shopPlan()))
})
