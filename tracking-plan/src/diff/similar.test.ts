import { expect, test } from 'vitest'
import { editDistance, probableRenames, sameButForCase, similarNames } from './similar.ts'

test('names that differ only in case or underscores are the same but for case', () => {
  expect(sameButForCase('itemId', 'item_id')).toBe(true)
  expect(sameButForCase('item_id', 'item_id')).toBe(false)
  expect(sameButForCase('item_id', 'item_ids')).toBe(false)
})

test('a typing error, or one more word, makes a similar name', () => {
  expect(similarNames('recieved', 'received')).toBe(true)
  expect(similarNames('coupon', 'coupon_code')).toBe(true)
  expect(similarNames('price', 'weight')).toBe(false)
  expect(similarNames('value', 'sales')).toBe(false)
  expect(similarNames('item_count', 'item_price')).toBe(false)
  expect(similarNames('abc', 'abcd')).toBe(true)
})

test('the edit distance counts letters', () => {
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('abc', '')).toBe(3)
  expect(editDistance('abc', 'c')).toBe(2)
  expect(editDistance('cab', 'c')).toBe(2)
  expect(editDistance('kitten', 'sitting')).toBe(3)
})

test('the closest names are paired first, and each thing once', () => {
  const named = (...names: string[]) => names.map(name => ({ name }))
  const pairs = probableRenames({ gone: named('coupon', 'coupons'), born: named('coupon_s'), alike: () => true })
  expect(pairs.map(({ before, after }) => [before.name, after.name])).toEqual([['coupons', 'coupon_s']])
})
