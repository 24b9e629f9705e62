import type { WireEvent } from '@maidian/sdk-core'
import type { Behaviour } from '@maidian/sdk-core/testing/fake-collector'
import { reconcile } from '@maidian/sdk-core/testing/ledger'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../testing/plugin-page.ts'

// What the page asks for in its query decides the configuration, so that reloads keep it.
const SCRIPT = `
import { createTracker } from '../src/index.ts'
export const start = config => {
  const query = Object.fromEntries(new URLSearchParams(location.search))
  const limits = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Number(value) || value]))
  return createTracker({ ...config, ...limits })
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

declare const window: { tracker: { track(name: string, props: object): void; consent(state: string): void } }

let made = 0
beforeEach(() => {
  made = 0
})
/** Tracks `n` events of consecutive numbers. */
const make = async (n: number, on: Page = there.page): Promise<void> => {
  const from = made
  made += n
  await on.evaluate(
    ([first, count]) => {
      for (let i = 0; i < count; i++) window.tracker.track('e', { i: first + i })
    },
    [from, n] as const,
  )
}
const open = async (path = '/'): Promise<Page> => {
  const page = await there.context.newPage()
  await page.goto(there.url + path)
  return page
}
const queue = (on: Page = there.page): Promise<string[]> =>
  on.evaluate(() =>
    Object.keys(localStorage)
      .filter(key => key.includes('.q.'))
      .map(key => localStorage.getItem(key) as string),
  )
const ok: Behaviour = { status: 204 }
const storedNumbers = (): number[] =>
  [
    ...new Set(
      there.collector.acknowledged.filter(({ event }) => event === 'e').map(({ props }) => props?.i as number),
    ),
  ].sort((a, b) => a - b)
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const until = (check: () => void | Promise<void>, timeout = 20_000) => vi.waitFor(check, { timeout, interval: 50 })

/** Waits until all that was made is stored, then holds every stream's books against each other. */
const settleBooks = async (on: Page = there.page, dropped = 0): Promise<void> => {
  await until(() => expect(storedNumbers().length + dropped).toBeGreaterThanOrEqual(made))
  await until(async () => expect(await queue(on)).toEqual([]))
  const far = { batches: there.collector.received.map(({ batch }) => batch), stored: there.collector.acknowledged }
  let sum = 0
  for (const account of reconcile(far, await queue(on)).values()) {
    expect(account.stored + account.dropped + account.queued, JSON.stringify(account)).toBe(account.made)
    sum += account.dropped
  }
  expect(sum).toBe(dropped)
  expect(await there.exceptions()).toEqual([])
}
const storedTwice = (events: WireEvent[]): number => events.length - new Set(events.map(({ id }) => id)).size

describe('made = stored + dropped + still queued', () => {
  test('a reload in the middle of a batch', async () => {
    there.collector.behave = () => 'hang'
    await there.visit()
    await make(30)
    await until(() => expect(there.collector.received.length).toBeGreaterThan(0))
    there.collector.behave = () => ok
    await there.page.reload()
    await make(5)
    await settleBooks()
  })

  test('offline for ten minutes, then back', async () => {
    await there.page.clock.install()
    await there.visit()
    await there.context.setOffline(true)
    for (let minute = 0; minute < 10; minute++) {
      await make(30)
      await there.page.clock.fastForward(60_000)
    }
    expect((await queue()).length).toBeGreaterThanOrEqual(300)
    await there.context.setOffline(false)
    await there.page.clock.resume()
    await settleBooks()
    expect(storedTwice(there.collector.acknowledged)).toBe(0)
  })

  test.each<[string, Behaviour]>([
    ['500', { status: 500 }],
    ['429', { status: 429, headers: { 'Retry-After': '1' } }],
    ['503', { status: 503, headers: { 'Retry-After': '1' } }],
    ['no answer at all', 'hang'],
    ['closed sockets', 'reset'],
    ['HTML with 200 from a proxy', { status: 200, body: '<html>log in to the wifi</html>' }],
    ['HTML with 400 from a proxy', { status: 400, body: '<html>bad request</html>' }],
    ['502 from a proxy', { status: 502, body: '<html>bad gateway</html>' }],
  ])('%s for a while', async (_, bad) => {
    there.collector.behave = () => bad
    await there.visit('/?requestTimeoutMs=300')
    await make(60)
    await until(() => expect(there.collector.received.length).toBeGreaterThan(1))
    there.collector.behave = () => ok
    await make(5)
    await settleBooks()
    expect(storedTwice(there.collector.acknowledged)).toBe(0)
  })

  test('413 for all but small batches', async () => {
    there.collector.behave = ({ events }) => (events.length > 7 ? { status: 413 } : ok)
    await there.visit()
    await make(100)
    await settleBooks()
    expect(storedTwice(there.collector.acknowledged)).toBe(0)
  })

  test('a storage that is full', async () => {
    await there.visit()
    await there.page.evaluate(() => {
      let text = 'x'.repeat(1_000_000)
      for (let i = 0; text; i++) {
        try {
          localStorage.setItem(`page.${i}`, text)
        } catch {
          text = text.slice(0, text.length / 2)
        }
      }
    })
    await make(100)
    await settleBooks()
  })

  test('a queue over its cap: the oldest go, and are counted', async () => {
    there.collector.behave = () => ({ status: 503 })
    await there.visit('/?maxQueueEvents=50')
    await make(80)
    await until(async () => expect((await queue()).length).toBeLessThanOrEqual(50))
    there.collector.behave = () => ok
    // The two automatic events are the oldest of all.
    await make(1)
    const dropped = 80 + 2 - 50
    await until(() => expect(storedNumbers().at(-1)).toBe(80))
    await until(async () => expect(await queue()).toEqual([]))
    await make(1)
    await until(() => expect(storedNumbers().at(-1)).toBe(81))
    const far = { batches: there.collector.received.map(({ batch }) => batch), stored: there.collector.acknowledged }
    const [account] = [...reconcile(far, await queue()).values()]
    expect(account?.made).toBe((account?.stored ?? 0) + (account?.dropped ?? 0))
    expect(account?.dropped).toBeGreaterThanOrEqual(dropped)
  })

  test.each([2, 10])('%i tabs', async n => {
    const tabs = await Promise.all(numbers(n).map(() => open()))
    for (let round = 0; round < 3; round++) for (const tab of tabs) await make(10, tab)
    await until(() => expect(storedNumbers()).toEqual(numbers(30 * n)))
    await there.visit()
    await settleBooks()
    expect(storedTwice(there.collector.acknowledged)).toBe(0)
    expect(new Set(there.collector.received.map(({ batch }) => batch.device)).size).toBe(1)
  })

  test('the clock moved back a day', async () => {
    await there.page.addInitScript(() => {
      const now = Date.now
      Object.assign(window, { shift: 0 })
      Date.now = () => now() + (window as unknown as { shift: number }).shift
    })
    there.collector.behave = () => ({ status: 503 })
    await there.visit()
    await make(20)
    await until(() => expect(there.collector.received.length).toBeGreaterThan(0))
    await there.page.evaluate(() => Object.assign(window, { shift: -86_400_000 }))
    there.collector.behave = () => ok
    await make(20)
    await settleBooks()
    expect(new Set(there.collector.acknowledged.map(({ session }) => session)).size).toBe(1)
  })

  test('consent that comes late', async () => {
    await there.visit('/?consent=pending')
    await make(30)
    await there.page.waitForTimeout(300)
    expect(await there.page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(there.collector.received).toEqual([])
    await there.page.evaluate(() => window.tracker.consent('granted'))
    await make(5)
    await settleBooks()
  })

  test('a page that clears its storage, in one tab and in two', async () => {
    there.collector.behave = () => ({ status: 503 })
    await there.visit()
    const other = await open()
    await make(20)
    await make(20, other)
    await until(() => expect(there.collector.received.length).toBeGreaterThan(0))
    await there.page.evaluate(() => localStorage.clear())
    await make(5)
    await make(5, other)
    there.collector.behave = () => ok
    await settleBooks()
  })

  test('a key that is disabled and enabled again', async () => {
    there.collector.behave = () => ({ status: 401 })
    await there.visit()
    await make(20)
    await until(() => expect(there.collector.received.length).toBe(1))
    await make(60)
    await there.page.waitForTimeout(500)
    expect(there.collector.received.length).toBe(1)
    there.collector.behave = () => ok
    await there.page.reload()
    await settleBooks()
  })

  test('consent, a crash and a beacon together store nothing twice under two ids', async () => {
    await there.visit()
    await make(10)
    await there.page.goto('about:blank')
    await there.visit()
    await settleBooks()
    const byNumber = new Map<number, Set<string>>()
    for (const { event, id, props } of there.collector.acknowledged) {
      if (event !== 'e') continue
      const i = props?.i as number
      byNumber.set(i, (byNumber.get(i) ?? new Set()).add(id))
    }
    expect([...byNumber.values()].every(ids => ids.size === 1)).toBe(true)
  })
})

test('tabs that close and never come back: at least 99 % is stored within 10 s', async () => {
  let closed = 0
  for (let visit = 0; visit < 20; visit++) {
    const page = await open()
    await make(25, page)
    // Some are still young, some have just begun to send.
    await page.waitForTimeout((visit % 5) * 20)
    await page.close({ runBeforeUnload: false })
    closed += 25
  }
  await until(() => expect(storedNumbers().length).toBeGreaterThanOrEqual(closed * 0.99), 10_000)
})

// The headless shell has no back-forward cache: what a page is told by one is said by hand.
test('a page that comes back from the back-forward cache goes on in its stream', async () => {
  const say = (type: string): Promise<void> =>
    there.page.evaluate(name => void dispatchEvent(new PageTransitionEvent(name, { persisted: true })), type)
  await there.visit()
  await make(10)
  await there.waitFor('e', 10)
  await make(5)
  await say('pagehide')
  await say('pageshow')
  await make(5)
  await settleBooks()
  const streams = new Set(there.collector.acknowledged.map(({ stream }) => stream))
  expect(streams.size).toBe(1)
})
