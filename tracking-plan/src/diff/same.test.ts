import { expect, test } from 'vitest'
import { own, same, sameSet } from './same.ts'

test('values are the same as JSON', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true)
  expect(same([1, 2], [2, 1])).toBe(false)
  expect(same(['x'], { 0: 'x' })).toBe(false)
  expect(same(null, {})).toBe(false)
  expect(same({}, null)).toBe(false)
})

test('sets have no order and no repetitions', () => {
  expect(sameSet(['a', 'b', 'a'], ['b', 'a'])).toBe(true)
  expect(sameSet(['a'], ['a', 'b'])).toBe(false)
  expect(sameSet(undefined, [])).toBe(true)
})

test('what every object has belongs to no record', () => {
  expect(own({} as Record<string, unknown>, 'constructor')).toBeUndefined()
})
