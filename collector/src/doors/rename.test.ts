import { parseMapping } from '@maidian/service'
import { expect, test } from 'vitest'
import { createRename } from './rename.ts'

const rename = createRename(
  parseMapping(`
events:
  Product Added: add_to_cart
  Order Completed: {name: purchase, props: {total: value, sku: order_sku, products: {name: items, props: {sku: item_id}}}}
  page_read: {props: {ms: duration_ms}}
props: {sku: product_id, shipping: {props: {method: shipping_type}}}
profile: {phone: receiver_phone}
drop: ["$latest_*", "$is_first_day"]
`),
)

test('events and their properties get the names of the plan; what is not named stays', () => {
  expect(rename({ id: 'e', event: 'Product Added', props: { sku: 'p-1', price: 1 } })).toEqual({
    id: 'e',
    event: 'add_to_cart',
    props: { product_id: 'p-1', price: 1 },
  })
  expect(rename({ event: 'other', props: { sku: 'p-1' } })).toEqual({ event: 'other', props: { product_id: 'p-1' } })
  expect(rename({ event: 'page_read', props: { ms: 3 } })).toEqual({ event: 'page_read', props: { duration_ms: 3 } })
  expect(rename({ event: 'Product Added' })).toEqual({ event: 'add_to_cart' })
})

test("an event's own names go before those of every event, and reach into lists and objects", () => {
  const props = { total: 9, sku: 's', products: [{ sku: 'p-1', n: 1 }, 'text', null], shipping: { method: 'air' } }
  expect(rename({ event: 'Order Completed', props })).toEqual({
    event: 'purchase',
    props: {
      value: 9,
      order_sku: 's',
      items: [{ item_id: 'p-1', n: 1 }, 'text', null],
      shipping: { shipping_type: 'air' },
    },
  })
})

test('a name that is taken keeps its value, and the other stays as it was sent', () => {
  expect(rename({ event: 'e', props: { sku: 'a', product_id: 'b' } }).props).toEqual({ sku: 'a', product_id: 'b' })
})

test('profiles have names of their own', () => {
  const props = { properties: { phone: '1', sku: 's' } }
  expect(rename({ event: '$profile_set', props }).props).toEqual({ properties: { receiver_phone: '1', sku: 's' } })
})

test('what is to be dropped is not kept', () => {
  const props = { $latest_referrer: 'x', $is_first_day: true, $is_first_time: true }
  expect(rename({ event: 'e', props }).props).toEqual({ $is_first_time: true })
})

test('names of Object.prototype are names', () => {
  const props = JSON.parse('{"__proto__": 1, "constructor": 2}')
  expect(rename({ event: 'constructor', props })).toEqual({ event: 'constructor', props })
})
