import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { experiments } from '../src/plugins/experiments.ts'
export const start = config => {
  const shown = window.experiments = experiments({ onEvents: location.search === '?on' })
  shown.exposed('early', 'b')
  return createTracker({ ...config, plugins: [shown] })
}`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT })
})
afterAll(async () => {
  await site?.close()
})
beforeEach(async () => {
  there = await site.open()
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  tracker: { track(name: string, props?: object): void }
  experiments: { exposed(key: unknown, variant: unknown): void }
}
const run = async (...variants: [unknown, unknown][]): Promise<unknown[]> => {
  await there.page.evaluate(all => {
    for (const [key, variant] of all) window.experiments.exposed(key, variant)
    window.tracker.track('done')
  }, variants)
  await there.waitFor('done')
  return there.events('$experiment').map(({ props }) => props)
}

test('a variant is sent once per page load, also when it is seen in turns, before the tracker or with odd names', async () => {
  await there.visit()
  const sent = await run(
    ['price', 'a'],
    ['price', 'a'],
    ['price', 'b'],
    ['price', 'a'],
    ['early', 'b'],
    ['__proto__', 'x'],
  )
  expect(sent).toEqual([
    { key: 'early', variant: 'b' },
    { key: 'price', variant: 'a' },
    { key: 'price', variant: 'b' },
    { key: '__proto__', variant: 'x' },
  ])
  expect(await there.page.evaluate(() => Object.keys(Object.getPrototypeOf({})))).toEqual([])
  expect(there.events('done')[0]?.props).toEqual({})
  await there.visit()
  expect(await there.waitFor('$experiment', 5)).toHaveLength(5)
})

test('asked to, it puts the variant seen last on every later event, whose own properties win', async () => {
  await there.visit('/?on')
  expect(await run(['price', 'a'], ['price', 'b'], ['price', 'a'])).toContainEqual({ key: 'early', variant: 'b' })
  expect(there.events('done')[0]?.props).toEqual({ exp_early: 'b', exp_price: 'a' })
  await there.page.evaluate(() => window.tracker.track('own', { exp_price: 'mine' }))
  expect((await there.waitFor('own'))[0]?.props).toEqual({ exp_early: 'b', exp_price: 'mine' })
})

test('wrong values reach the page as no exception', async () => {
  await there.visit('/?on')
  await there.page.evaluate(() => {
    window.experiments.exposed(Symbol('key'), undefined)
    window.experiments.exposed(null, {})
  })
  await run()
  expect(await there.exceptions()).toEqual([])
})
