import { describe, test } from 'vitest'
import { leaseLock } from '../lease.ts'
import { platformContract } from './contract.ts'
import { createFakeWorld } from './fake-platform.ts'

describe('the fake platform keeps the contract', () => {
  test.each(platformContract)('$title', async ({ check }) => {
    const world = createFakeWorld()
    const done = check(world.open().platform)
    await world.pass(1000)
    await done
  })
})

describe('a platform with a lease instead of a lock keeps the contract', () => {
  test.each(platformContract)('$title', async ({ check }) => {
    const world = createFakeWorld()
    const { platform } = world.open()
    const lock = leaseLock({ facts: platform.facts, clock: platform.clock, owner: 'a' })
    const done = check({ ...platform, lock })
    await world.pass(1000)
    await done
  })
})
