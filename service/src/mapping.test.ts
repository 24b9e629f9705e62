import { expect, test } from 'vitest'
import { ConfigError } from './located.ts'
import { parseMapping, readMapping } from './mapping.ts'

const messageOf = (text: string): string => {
  try {
    parseMapping(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('a mapping is read, short and long forms alike', () => {
  const mapping = parseMapping(`
events:
  Product Added: add_to_cart
  Order Completed: {name: purchase, props: {revenue: total_amount, products: {name: items, props: {sku: product_id}}}}
props: {sku: product_id}
profile: {phone: receiver_phone}
drop: ["$latest_*"]
`)
  expect(mapping).toEqual({
    events: {
      'Product Added': { name: 'add_to_cart' },
      'Order Completed': {
        name: 'purchase',
        props: { revenue: { name: 'total_amount' }, products: { name: 'items', props: { sku: 'product_id' } } },
      },
    },
    props: { sku: { name: 'product_id' } },
    profile: { phone: 'receiver_phone' },
    drop: ['$latest_*'],
  })
})

test('each mistake is told with its line and place', () => {
  expect(messageOf('events:\n  A: a\nprosp: {}\n')).toBe('mapping.yaml:3: prosp: unknown key')
  expect(messageOf('events:\n  A:\n    name: a\n    colour: red\n')).toBe(
    'mapping.yaml:4: events.A.colour: unknown key',
  )
  expect(messageOf('props:\n  a: b\n  c: 7\n')).toMatch(/^mapping\.yaml:3: props\.c: /)
  expect(messageOf('props: [')).toMatch(/^mapping\.yaml:1: /)
  expect(() => readMapping('/nowhere/names.yaml')).toThrow('/nowhere/names.yaml: cannot be read')
})
