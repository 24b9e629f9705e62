import { describe, test } from 'vitest'
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
