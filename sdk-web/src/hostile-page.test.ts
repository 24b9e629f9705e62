import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => createTracker({ ...config, requestTimeoutMs: 300, plugins: [pageViews()] })`

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

declare const window: { tracker: { track(name: string, props?: object): void } } & Record<string, unknown>

/** Visits with a page that has done `damage` before the tracker loads. */
const visitAfter = async (damage: () => void): Promise<void> => {
  await there.page.addInitScript(damage)
  await there.visit()
}
const track = (name: string): Promise<void> =>
  there.page.evaluate(event => window.tracker.track(event, { a: [1] }), name)

describe('a page that changed the browser under us gets no exception, and events still come', () => {
  test.each<[string, () => void]>([
    [
      'fetch that counts and calls on',
      () => {
        const original = window.fetch as typeof fetch
        window.fetch = (...args: Parameters<typeof fetch>) => original(...args)
      },
    ],
    [
      'frozen prototypes',
      () => {
        for (const one of [Object, Array, String, Function, Promise, History, Storage, EventTarget, Node]) {
          Object.freeze(one.prototype)
        }
      },
    ],
    [
      'Array.prototype.toJSON of old Prototype.js',
      () => {
        Object.assign(Array.prototype, {
          toJSON(this: unknown[]) {
            return `[${this.join(', ')}]`
          },
        })
      },
    ],
    [
      'enumerable members on Object.prototype',
      () => {
        ;(Object.prototype as Record<string, unknown>).polluted = () => 1
      },
    ],
    [
      'a navigator without beacons and locks',
      () => {
        for (const name of ['sendBeacon', 'locks']) {
          Object.defineProperty(Navigator.prototype, name, { get: () => undefined, configurable: true })
        }
      },
    ],
  ])('%s', async (_, damage) => {
    await visitAfter(damage)
    await track('e')
    const [event] = await there.waitFor('e')
    expect(event?.props).toMatchObject({ a: [1] })
    expect((await there.waitFor('$page_view')).length).toBe(1)
    expect(await there.exceptions()).toEqual([])
  })

  test.each<[string, () => void]>([
    [
      'a fetch that throws',
      () => {
        window.fetch = () => {
          throw new Error('no fetch for you')
        }
      },
    ],
    ['a fetch that never answers', () => void Object.assign(window, { fetch: () => new Promise(() => {}) })],
    ['a fetch that answers nonsense', () => void Object.assign(window, { fetch: () => 42 })],
  ])('%s: everything is kept, and the reason is told', async (_, damage) => {
    await visitAfter(damage)
    await track('e')
    await expect.poll(() => there.problems()).toContainEqual(expect.objectContaining({ code: 'waiting' }))
    expect(await there.exceptions()).toEqual([])
    const queued = await there.page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('.q.')).length)
    expect(queued).toBe(4)
  })

  test.each<[string, () => void]>([
    [
      'a JSON.stringify that throws',
      () => {
        JSON.stringify = () => {
          throw new Error('broken')
        }
      },
    ],
    ['a JSON.stringify that says nothing', () => void Object.assign(JSON, { stringify: () => undefined })],
    ['a JSON.stringify that says something else', () => void Object.assign(JSON, { stringify: () => 'true' })],
  ])('%s: the reason is told', async (_, damage) => {
    await visitAfter(damage)
    await track('e')
    await expect.poll(() => there.problems()).toContainEqual(expect.objectContaining({ code: 'lost' }))
    expect(await there.exceptions()).toEqual([])
  })
})

test('a frozen page is none of ours: huge values are left out quickly, and told', async () => {
  await there.visit()
  const took = await there.page.evaluate(() => {
    const grow = (depth: number): unknown =>
      depth ? Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`k${i}`, grow(depth - 1)])) : 1
    const forest = grow(6)
    const endless = Object.defineProperty({}, 'next', {
      enumerable: true,
      get: () =>
        Object.defineProperty({}, 'next', Object.getOwnPropertyDescriptor(endless, 'next') as PropertyDescriptor),
    })
    const started = performance.now()
    window.tracker.track('huge', { forest, endless, good: 1 })
    window.tracker.track('long', { text: '字'.repeat(5_000_000) })
    const mine = performance.now() - started
    const before = performance.now()
    JSON.stringify(forest)
    return { mine, plain: performance.now() - before }
  })
  const [event] = await there.waitFor('huge')
  expect(event?.props).toEqual({ good: 1 })
  expect((await there.problems()).map(({ code }) => code)).toEqual(['property', 'property', 'lost'])
  // Three million values would take a while; what the browser itself takes for them is the measure.
  expect(took.mine).toBeLessThan(took.plain * 2)
  expect(await there.exceptions()).toEqual([])
})
