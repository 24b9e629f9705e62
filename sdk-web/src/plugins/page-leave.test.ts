import type { WireEvent } from '@maidian/sdk-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { pageLeave } from '../src/plugins/page-leave.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => createTracker({
  ...config,
  consent: location.hash === '#pending' ? 'pending' : 'granted',
  plugins: [pageViews({ patterns: ['/product/:id'] }), pageLeave(location.search ? { minMs: 300, maxMs: 400 } : {})],
})`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: '<main id="main"></main>' })
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

declare const window: { tracker: Record<string, (...args: unknown[]) => unknown> } & EventTarget

const wait = (ms: number): Promise<void> => there.page.waitForTimeout(ms)
/** Headless pages are always visible: says otherwise, as browsers do when a tab is covered. */
const turn = (state: 'hidden' | 'visible', then: string[] = []): Promise<void> =>
  there.page.evaluate(
    ([now, more]) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
      document.dispatchEvent(new Event('visibilitychange'))
      for (const type of more) window.dispatchEvent(new Event(type))
    },
    [state, then] as const,
  )
const go = (path: string): Promise<void> => there.page.evaluate(to => history.pushState(null, '', to), path)
const tall = (height: number): Promise<void> =>
  there.page.evaluate(px => {
    document.body.style.margin = '0'
    document.getElementById('main')!.style.height = `${px}px`
  }, height)
const scrollTo = async (y: number): Promise<void> => {
  await there.page.evaluate(top => document.documentElement.scrollTo(0, top), y)
  await wait(100)
}
/** Each event's context, by its id: a beacon is sent again. */
const contextsOf = (name: string): { url?: string | undefined; pattern?: string | undefined }[] => {
  const byId = new Map<string, object>()
  for (const { batch } of there.collector.received) {
    for (const { event, id, context = 0 } of batch.events) {
      if (event === name) byId.set(id, batch.contexts?.[context] ?? {})
    }
  }
  return [...byId.values()]
}
const durations = (events: WireEvent[]): number[] => events.map(({ props }) => props?.duration_ms as number)
/** All that would still come has come. */
const settled = async (n: number): Promise<WireEvent[]> => {
  await there.waitFor('$page_leave', n)
  await wait(200)
  return there.events('$page_leave')
}

test('a page that is navigated away from sends how long it was visible, as its own page and before the next view', async () => {
  await there.visit('/product/1')
  await wait(300)
  await go('/cart')
  const [leave] = await settled(1)
  await there.waitFor('$page_view', 2)
  expect(leave?.props?.duration_ms).toBeGreaterThanOrEqual(300)
  expect(leave?.props?.duration_ms).toBeLessThan(2000)
  expect(Number.isInteger(leave?.props?.duration_ms)).toBe(true)
  expect(contextsOf('$page_leave')[0]).toMatchObject({ url: `${there.url}/product/1`, pattern: '/product/:id' })
  const next = there.events('$page_view')[1]!
  expect(leave!.seq).toBe(next.seq! - 1)
  expect(leave!.time).toBeLessThanOrEqual(next.time)
})

test('properties that the next page registered are not on the leave of the one before', async () => {
  await there.visit('/product/1')
  await there.page.evaluate(() => {
    history.pushState(null, '', '/product/2')
    window.tracker.registerPage!({ product_id: 'p-2' })
  })
  const [leave] = await settled(1)
  expect(leave?.props).not.toHaveProperty('product_id')
})

test('a hidden page counts as left, once however many events say so, and its hidden time counts nowhere', async () => {
  await there.visit()
  await wait(200)
  await turn('hidden', ['pagehide'])
  expect(durations(await settled(1))).toHaveLength(1)
  await wait(700)
  await turn('visible', ['pageshow'])
  await wait(300)
  await turn('hidden', ['pagehide'])
  const [first, second, ...more] = durations(await settled(2))
  expect(more).toEqual([])
  expect(first).toBeGreaterThanOrEqual(200)
  expect(second).toBeGreaterThanOrEqual(300)
  expect(second).toBeLessThan(700)
  // Hidden again and again, never visible in between.
  await turn('hidden')
  await go('/next')
  await wait(200)
  expect(there.events('$page_leave')).toHaveLength(2)
})

test('a page opened in the background counts from when it is first seen', async () => {
  await there.page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
  })
  await there.visit()
  await wait(600)
  await turn('visible')
  await wait(100)
  await turn('hidden')
  const [duration] = durations(await settled(1))
  expect(duration).toBeLessThan(600)
})

test('a real departure sends one leave, in the beacon', async () => {
  await there.visit('/product/1')
  await there.page.goto('about:blank')
  expect(await settled(1)).toHaveLength(1)
})

test('leaving in the moment between the address and its view sends both leaves in order, each as its own page', async () => {
  await there.visit('/a')
  await wait(100)
  await there.page.evaluate(() => {
    history.pushState(null, '', '/b')
    window.dispatchEvent(new Event('pagehide'))
  })
  const leaves = await settled(2)
  expect(contextsOf('$page_leave').map(({ url }) => new URL(url!).pathname)).toEqual(['/a', '/b'])
  expect(leaves[1]?.props?.duration_ms).toBeLessThan(50)
  // The leave of the first page goes before the view of the second.
  expect(leaves[0]!.seq).toBe(there.events('$page_view')[1]!.seq! - 1)
})

test('a clock that the user moves changes no duration', async () => {
  await there.visit()
  await wait(100)
  await there.page.evaluate(() => {
    const now = Date.now
    Date.now = () => now() + 86_400_000
  })
  await turn('hidden')
  const [duration] = durations(await settled(1))
  expect(duration).toBeGreaterThanOrEqual(100)
  expect(duration).toBeLessThan(5000)
})

test('minMs leaves short stays out, and maxMs caps long ones', async () => {
  await there.visit('/?limits')
  await turn('hidden')
  await turn('visible')
  await wait(600)
  await turn('hidden')
  expect(durations(await settled(1))).toEqual([400])
})

test('scroll_pct is the deepest part of the page that was seen', async () => {
  await there.visit()
  await tall(2400)
  await scrollTo(600)
  await scrollTo(0)
  await turn('hidden')
  const [leave] = await settled(1)
  expect(leave?.props?.scroll_pct).toBe(50)
})

test('a page that does not scroll was seen to 100, one that grew after its view was not', async () => {
  await there.visit()
  await go('/list')
  await tall(6000)
  await wait(100)
  await go('/done')
  const leaves = await settled(2)
  expect(leaves.map(({ props }) => props?.scroll_pct)).toEqual([100, 10])
})

test('how far the page before was scrolled says nothing of the next, and the next nothing of the one before', async () => {
  await there.visit()
  await tall(2400)
  await scrollTo(1800)
  await there.page.evaluate(() => {
    // A router: address, content and scroll position in one go, and a link that is clicked before.
    document.body.click()
    history.pushState(null, '', '/short')
    document.getElementById('main')!.style.height = '6000px'
    document.documentElement.scrollTo(0, 0)
  })
  await wait(100)
  await go('/third')
  const leaves = await settled(2)
  expect(leaves.map(({ props }) => props?.scroll_pct)).toEqual([100, 10])
})

test('before consent leaves wait with everything else', async () => {
  await there.visit('/a#pending')
  await wait(200)
  await go('/b')
  await wait(200)
  expect(there.collector.received).toEqual([])
  await there.page.evaluate(() => window.tracker.consent!('granted'))
  const [leave] = await settled(1)
  expect(leave?.props?.duration_ms).toBeGreaterThanOrEqual(200)
  expect(leave?.props?.duration_ms).toBeLessThan(400)
})

test('a page that broke the measuring gets no exception', async () => {
  await there.visit()
  await there.page.evaluate(() => {
    Object.defineProperty(document, 'scrollingElement', {
      get: () => {
        throw new Error('hostile')
      },
    })
    document.body.click()
    window.dispatchEvent(new Event('scroll'))
  })
  await wait(100)
  expect(await there.exceptions()).toEqual([])
  expect((await there.problems())[0]).toMatchObject({ code: 'plugin' })
})
