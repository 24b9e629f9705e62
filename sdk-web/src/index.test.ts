import { readFileSync } from 'node:fs'
import { type FakeCollector, type Site, startFakeCollector, startSite } from '@maidian/sdk-core/testing/fake-collector'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { rollup } from 'rollup'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { plugins, script } from '../rollup.config.js'
import { launchChromium } from '../testing/chromium.ts'
import { createTracker } from './index.ts'
import { VERSION } from './version.ts'

/** Problems the page was told of, and exceptions that reached it. */
type Seen = { problems: { code: string; message: string }[]; exceptions: string[] }

const PAGE = `<!doctype html><title>shop</title><script>
  addEventListener('error', event => exceptions.push(event.message))
  addEventListener('unhandledrejection', event => exceptions.push(String(event.reason)))
  const exceptions = [], problems = []
  window.start = options => {
    window.tracker = Maidian.createTracker({
      key: 'wk_test', plugins: [Maidian.pageViews()], onError: ({ code, message }) => problems.push({ code, message }),
      ...options,
    })
  }
</script><script src="/maidian.js"></script><script>
  const collector = new URLSearchParams(location.search).get('collector')
  if (collector) start({ url: collector })
</script>`

const bundle = async (input: object, output: object): Promise<string> => {
  const build = await rollup(input)
  const generated = await build.generate(output)
  await build.close()
  return generated.output[0].code
}

let browser: Browser
let closeBrowser: () => Promise<void>
let site: Site
let collector: FakeCollector
let context: BrowserContext
let page: Page

beforeAll(async () => {
  const contract = { input: `${import.meta.dirname}/../testing/contract-page.ts`, plugins }
  site = await startSite(PAGE, {
    '/maidian.js': await bundle(script, script.output),
    '/contract.js': await bundle(contract, { format: 'iife', name: 'Contract' }),
  })
  const running = await launchChromium()
  browser = running.browser
  closeBrowser = running.close
})
afterAll(async () => {
  await closeBrowser?.()
  await site?.close()
})
beforeEach(async () => {
  collector = await startFakeCollector()
  context = await browser.newContext({ locale: 'zh-CN' })
  // Somebody who was here a moment ago: no `$first_visit`, no `$session_start` gets between a test's events.
  await context.addInitScript(() => {
    try {
      localStorage['maidian.wk_test.who'] ??= JSON.stringify({ device: 'known-device' })
      localStorage['maidian.wk_test.session'] ??= `known-session|${Date.now()}`
    } catch {
      // about:blank has no storage.
    }
  })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await collector.close()
})

const visit = (path = '/', on: Page = page) => on.goto(`${site.url}${path}?collector=${collector.url}`)
const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 50 })
const track = (name: string, props: object = {}, on: Page = page) =>
  on.evaluate(([event, own]) => window.tracker.track(event, own), [name, props] as const)
const seen = (): Promise<Seen> => page.evaluate(() => ({ problems, exceptions }))
const names = () => collector.acknowledged.map(({ event }) => event)
const queued = (on: Page = page) =>
  on.evaluate(() => Object.keys(localStorage).filter(key => key.includes('.q.')).length)

declare const window: { tracker: ReturnType<typeof createTracker> } & Record<string, unknown>
declare const problems: Seen['problems']
declare const exceptions: string[]

describe('in Node', () => {
  test('the tracker does nothing and throws nothing', async () => {
    const tracker = createTracker({ key: 'wk', url: 'http://127.0.0.1:1' })
    tracker.track('e', { a: 1 })
    tracker.identify('u')
    await tracker.flush()
    expect(tracker.deviceId()).toBe('')
  })

  test('the version on the wire is that of package.json', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(VERSION).toBe(manifest.version)
  })
})

describe('in Chromium', () => {
  test('the platform keeps the contract', async () => {
    await page.goto(site.url)
    await page.addScriptTag({ url: '/contract.js' })
    const run = () => (window as unknown as { Contract: { runContract(): Promise<unknown> } }).Contract.runContract()
    expect(await page.evaluate(run)).toEqual({ ran: '5' })
  })

  test('a page view on load and on each navigation, with the page it is on', async () => {
    await visit()
    const first = page.url()
    await page.evaluate(() => {
      history.pushState({}, '', '/redirects')
      history.replaceState({}, '', '/cart')
      document.title = 'cart'
    })
    await page.evaluate(() => history.replaceState({ again: true }, '', '/cart'))
    await page.evaluate(() => history.replaceState({}, '', '#top'))
    await track('add_to_cart')
    await page.evaluate(() => history.back())
    await until(() => expect(names()).toEqual(['$page_view', '$page_view', 'add_to_cart', '$page_view']))
    const contexts = collector.received.flatMap(({ batch }) =>
      batch.events.map(({ context: index }) => batch.contexts?.[index as number]),
    )
    expect(contexts.map(known => known?.url)).toEqual([first, `${site.url}/cart`, `${site.url}/cart#top`, first])
    expect(contexts.map(known => known?.title)).toEqual(['shop', 'cart', 'cart', 'cart'])
    expect(contexts.map(known => known?.referrer)).toEqual(['', first, first, `${site.url}/cart`])
    expect(contexts[0]).toMatchObject({ screen: [1280, 720], viewport: [1280, 720], language: 'zh-CN' })
    expect(await seen()).toEqual({ problems: [], exceptions: [] })
  })

  test('a page says what kind it is, and what it says of itself ends with it', async () => {
    await page.goto(`${site.url}/product/p-1`)
    await page.evaluate(url => {
      const { pageViews } = (window as unknown as { Maidian: { pageViews(options: object): unknown } }).Maidian
      const start = (globalThis as unknown as { start(options: object): void }).start
      start({ url, plugins: [pageViews({ patterns: ['/product/:id', '/help/*', '/'] })] })
      window.tracker.registerPage({ page_type: 'product' })
      window.tracker.track('e')
      for (const path of ['/help/a/b', '/other', '/product/p-1/more', '/']) {
        history.pushState({}, '', path)
        window.tracker.track('e')
      }
    }, collector.url)
    await until(() => expect(names().filter(name => name === 'e').length).toBe(5))
    const own = collector.received.flatMap(({ batch }) =>
      batch.events
        .filter(({ event }) => event === 'e')
        .map(({ context: index, props }) => [batch.contexts?.[index as number]?.pattern, props?.page_type]),
    )
    expect(own).toEqual([
      ['/product/:id', 'product'],
      ['/help/*', undefined],
      [undefined, undefined],
      [undefined, undefined],
      ['/', undefined],
    ])
  })

  test('what happens in the same moment as a navigation comes after its page view', async () => {
    await visit()
    await page.evaluate(() => {
      history.pushState({}, '', '/checkout')
      document.title = 'checkout'
      window.tracker.track('begin_checkout')
    })
    await until(() => expect(names()).toEqual(['$page_view', '$page_view', 'begin_checkout']))
    const events = collector.received.flatMap(({ batch }) => batch.events)
    expect(events.map(({ seq }) => seq)).toEqual([0, 1, 2])
    expect(events[1]?.time).toBeLessThanOrEqual(events[2]?.time ?? 0)
  })

  test('requests from another origin are simple: text/plain, the key in the url, no preflight', async () => {
    await visit()
    await track('e')
    await page.evaluate(() => window.tracker.flush())
    await track('hidden')
    await page.close()
    await until(() => expect(collector.received.length).toBe(2))
    for (const { method, type } of collector.received) {
      expect({ method, type: type.split(';')[0] }).toEqual({ method: 'POST', type: 'text/plain' })
    }
    // One event is not worth zipping, and what is sent on hiding has no time for it.
    expect(collector.received.map(({ url }) => url)).toEqual(['/v1/events?key=wk_test', '/v1/events?key=wk_test'])
    expect(collector.received[0]?.batch).toMatchObject({ sdk: `web/${VERSION}` })
    expect(collector.preflights).toBe(0)
  })

  test('a batch goes gzipped, still without a preflight', async () => {
    await visit()
    for (let i = 0; i < 50; i++) await track('e', { i, text: 'the same words again and again' })
    await until(() => expect(names().length).toBeGreaterThanOrEqual(51))
    const zipped = collector.received.filter(({ url }) => url.endsWith('&z=gzip'))
    expect(zipped.length).toBeGreaterThan(0)
    for (const { length, batch, type } of zipped) {
      expect(length).toBeLessThan(JSON.stringify(batch).length / 2)
      expect(type).toBe('text/plain')
    }
    expect(collector.preflights).toBe(0)
  })

  test('a browser without CompressionStream, or a page that broke it, sends plainly', async () => {
    await page.addInitScript(() => Object.assign(window, { CompressionStream: 'broken' }))
    await visit()
    for (let i = 0; i < 20; i++) await track('e', { i, text: 'x'.repeat(100) })
    await until(() => expect(names().length).toBe(21))
    expect(collector.received.every(({ url }) => url === '/v1/events?key=wk_test')).toBe(true)
    expect(await seen()).toEqual({ problems: [], exceptions: [] })
  })

  test.each(['hang', 'reset'] as const)(
    'a collector that does not answer (%s): everything comes later, once',
    async how => {
      collector.behave = () => how
      await page.goto(site.url)
      await page.evaluate(url => {
        const start = (globalThis as unknown as { start(options: object): void }).start
        start({ url, requestTimeoutMs: 300, plugins: [] })
      }, collector.url)
      for (let i = 0; i < 60; i++) await track('e', { i })
      await until(() => expect(collector.received.length).toBeGreaterThan(1))
      expect(await queued()).toBe(60)
      collector.behave = () => ({ status: 204 })
      await until(() => expect(collector.acknowledged.length).toBeGreaterThanOrEqual(60))
      expect(collector.acknowledged.map(({ props }) => props?.i)).toEqual(Array.from({ length: 60 }, (_, i) => i))
      await expect.poll(() => queued()).toBe(0)
      expect((await seen()).exceptions).toEqual([])
    },
  )

  test('offline, then back: sent at once when the network returns', async () => {
    await visit()
    await until(() => expect(names()).toEqual(['$page_view']))
    await context.setOffline(true)
    await track('offline')
    await page.waitForTimeout(1500)
    expect(await queued()).toBe(1)
    // As after many failures: without the event it would be a minute.
    await page.evaluate(() => {
      const spell = { tries: 9, until: Date.now() + 60_000, wait: 60_000, asked: false }
      localStorage.setItem('maidian.wk_test.wait', JSON.stringify(spell))
    })
    await context.setOffline(false)
    await until(() => expect(names()).toEqual(['$page_view', 'offline']))
  })

  test('queued events survive a reload and a crash of the page', async () => {
    collector.behave = () => ({ status: 503 })
    await visit()
    await track('before_reload')
    await page.reload()
    await track('before_crash')
    const waiting = await queued()
    expect(waiting).toBe(4)
    const cdp = await context.newCDPSession(page)
    cdp.send('Page.crash').catch(() => {})
    await page.waitForEvent('crash')
    collector.behave = () => ({ status: 204 })
    const next = await context.newPage()
    await visit('/', next)
    await until(() => expect(new Set(collector.acknowledged.map(({ id }) => id)).size).toBe(5))
    expect(new Set(names())).toEqual(new Set(['$page_view', 'before_reload', 'before_crash']))
    expect(new Set(collector.received.map(({ batch }) => batch.device)).size).toBe(1)
    await expect.poll(() => queued(next)).toBe(0)
  })

  test('a page that closes at once sends by beacon, under 64 KiB, and the next visit sends it again', async () => {
    await visit()
    await until(() => expect(names()).toEqual(['$page_view']))
    await page.evaluate(() => {
      for (let i = 0; i < 20; i++) window.tracker.track('last', { i, text: 'x'.repeat(2000) })
      location.href = 'about:blank'
    })
    await until(() => expect(collector.received.length).toBe(2))
    await page.waitForURL('about:blank')
    const ids = collector.received[1]?.batch.events.map(({ id }) => id)
    expect(ids?.length).toBe(20)
    expect(collector.received[1]?.length).toBeLessThan(64 * 1024)
    await visit()
    await until(() => expect(collector.received.length).toBe(3))
    expect(collector.received[2]?.batch.events.slice(0, 20).map(({ id }) => id)).toEqual(ids)
    await expect.poll(() => queued()).toBe(0)
    expect(collector.preflights).toBe(0)
  })

  test('two tabs: one device, one session, nothing lost, nothing twice', async () => {
    const other = await context.newPage()
    await visit()
    await visit('/', other)
    for (const [n, tab] of [page, other].entries()) {
      await tab.evaluate(from => {
        for (let i = 0; i < 150; i++) window.tracker.track('e', { i: from + i })
      }, n * 150)
    }
    await until(() => expect(collector.acknowledged.length).toBeGreaterThanOrEqual(302))
    const numbers = collector.acknowledged.map(({ props }) => props?.i as number).filter(i => i !== undefined)
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i))
    expect(new Set(collector.received.map(({ batch }) => batch.device)).size).toBe(1)
    expect(new Set(collector.acknowledged.map(({ session }) => session)).size).toBe(1)
  })

  test('a page without storage is served from memory', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    })
    await visit()
    await track('e')
    await until(() => expect(names()).toEqual(['$first_visit', '$session_start', '$page_view', 'e']))
    expect(await seen()).toEqual({ problems: [], exceptions: [] })
  })

  test('a page without navigator.locks still sends', async () => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }))
    await visit()
    await track('e')
    await until(() => expect(names()).toEqual(['$page_view', 'e']))
  })

  test('hostile properties: no exception, the rest of the event arrives, the reason is told', async () => {
    await visit()
    await page.evaluate(() => {
      const circular: Record<string, unknown> = {}
      circular.self = circular
      const props = { good: 1, circular, big: 10n, node: document.body, window: globalThis, when: new Date(0) }
      Object.defineProperty(props, 'throws', {
        enumerable: true,
        get: () => {
          throw new Error('getter')
        },
      })
      window.tracker.track('hostile', props)
    })
    await until(() => expect(names()).toEqual(['$page_view', 'hostile']))
    expect(collector.acknowledged[1]?.props).toMatchObject({ good: 1, when: '1970-01-01T00:00:00.000Z' })
    expect(collector.acknowledged[1]?.props).not.toHaveProperty('circular')
    const { problems: told, exceptions: thrown } = await seen()
    expect(thrown).toEqual([])
    expect(told.map(({ code }) => code)).toContain('property')
  })
})
