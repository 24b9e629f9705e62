import { expect, test } from 'vitest'
import { createFakeWorld } from './testing/fake-platform.ts'
import { createUuids } from './uuid.ts'

test('ids sort in the order of the calls, also thousands within a millisecond', () => {
  const world = createFakeWorld()
  const { clock, context } = world.open().platform
  const newId = createUuids(clock, context)
  const ids = Array.from({ length: 10_000 }, newId)
  world.now += 10
  ids.push(newId())
  world.now -= 5
  ids.push(newId())
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a clock that is set back a day is believed', () => {
  const world = createFakeWorld()
  const { clock, context } = world.open().platform
  const newId = createUuids(clock, context)
  newId()
  world.now -= 86_400_000
  expect(Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)).toBe(world.now)
})
