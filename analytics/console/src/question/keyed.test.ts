import { expect, test } from 'vitest'
import { added, changed, keyed, moved, removed } from './keyed.ts'

const names = (list: { name: string }[]) => list.map(({ name }) => name).join('')
const list = keyed([{ name: 'a' }, { name: 'b' }, { name: 'c' }])

test('entries move by one place and stay at the edges, with their keys', () => {
  expect(names(moved(list, 1, -1))).toBe('bac')
  expect(names(moved(list, 1, 1))).toBe('acb')
  expect(names(moved(list, 0, -1))).toBe('abc')
  expect(names(moved(list, 2, 1))).toBe('abc')
  expect(moved(list, 1, -1).map(({ key }) => key)).toEqual([1, 0, 2])
})

test('a new entry never takes the key of another', () => {
  const shorter = removed(list, 0)
  const longer = added(shorter, { name: 'd' })
  expect(new Set(longer.map(({ key }) => key)).size).toBe(3)
  expect(names(changed(longer, 3, { name: 'x' }))).toBe('bcx')
})
