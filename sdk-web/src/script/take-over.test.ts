import { type FakeCollector, type Site, startFakeCollector, startSite } from '@maidian/sdk-core/testing/fake-collector'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type OutputChunk, type OutputOptions, rollup } from 'rollup'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { optionals, script, snippet, wholeScript } from '../../rollup.config.js'
import { launchChromium } from '../../testing/chromium.ts'

// No inline script, no eval, no inline style: as a shop with a strict policy would have it.
const PAGE = `<!doctype html><html><head>
  <meta http-equiv="Content-Security-Policy" content="default-src 'self'; connect-src http://127.0.0.1:*">
  <title>shop</title><script src="/snippet.js" data-src="/maidian.js"></script><script src="/app.js"></script>
  </head><body></body></html>`

/** The page's own code, which runs before the tracker is there. */
const APP = `
  window.violations = []
  addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective))
  maidian.track('before_init', { i: 0 })
  maidian.init({ key: 'wk_test', url: document.cookie.match(/collector=([^;]+)/)[1], use: { pageViews: {} } })
  maidian.identify('u-1')
  maidian.track('early', { i: 1 })
  history.pushState({}, '', '/cart')
  document.title = 'cart'
  maidian.track('early', { i: 2 })`

const built = async (target: typeof script): Promise<string> => {
  const build = await rollup(target)
  const generated = await build.generate(target.output)
  await build.close()
  return generated.output[0].code
}

const builtModule = async (name: string): Promise<string> => {
  const { output, ...input } = optionals
  const build = await rollup(input)
  const generated = await build.generate(output[0] as OutputOptions)
  await build.close()
  const file = generated.output.find(({ fileName }) => fileName === `${name}.js`) as OutputChunk
  return file.code
}

let browser: Browser
let closeBrowser: () => Promise<void>
let site: Site
let collector: FakeCollector
let context: BrowserContext
let page: Page
let release: () => void

beforeAll(async () => {
  site = await startSite(PAGE, {
    '/maidian.js': await built(script),
    '/snippet.js': await built(snippet),
    '/whole.js': await built(wholeScript),
    '/overlay/debug-overlay.js': await builtModule('overlay/debug-overlay'),
    '/app.js': APP,
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
  context = await browser.newContext()
  await context.addCookies([{ name: 'collector', value: collector.url, url: site.url }])
  page = await context.newPage()
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route('**/maidian.js', async route => {
    await released
    await route.continue()
  })
})
afterEach(async () => {
  await context.close()
  await collector.close()
})

declare const window: { violations: string[]; maidian: Record<string, (...args: unknown[]) => void> }

test('calls made before the script has loaded keep their time, page and order, under a strict policy', async () => {
  await page.goto(`${site.url}/home`, { waitUntil: 'commit' })
  await page.waitForFunction(() => location.pathname === '/cart')
  const called = Date.now()
  await page.waitForTimeout(600)
  release()
  await page.waitForFunction(() => 'deviceId' in window.maidian)
  await page.evaluate(() => window.maidian.track?.('late', { i: 3 }))
  await vi.waitFor(() => expect(collector.acknowledged.map(({ event }) => event)).toContain('late'), 10_000)

  const events = collector.received.flatMap(({ batch }) =>
    batch.events.map(event => ({ ...event, page: batch.contexts?.[event.context as number] })),
  )
  const own = events.filter(({ event }) => !event.startsWith('$'))
  expect(own.map(({ event, props }) => [event, props?.i])).toEqual([
    ['before_init', 0],
    ['early', 1],
    ['early', 2],
    ['late', 3],
  ])
  expect(own.map(one => one.page?.url)).toEqual(['/home', '/home', '/cart', '/cart'].map(path => site.url + path))
  expect(own.map(one => one.page?.title)).toEqual(['shop', 'shop', 'cart', 'cart'])
  expect(own.map(({ user }) => user)).toEqual([undefined, 'u-1', 'u-1', 'u-1'])
  for (const { time } of own.slice(0, 3)) expect(time).toBeLessThanOrEqual(called)
  expect(own[3]?.time).toBeGreaterThan(called + 500)
  expect(events.filter(({ event }) => event === '$page_view').map(one => one.page?.url)).toContain(`${site.url}/home`)
  expect(await page.evaluate(() => window.violations)).toEqual([])
  expect(collector.preflights).toBe(0)
})

test('init may come after the script, and a second one starts nothing', async () => {
  release()
  await page.route('**/app.js', route =>
    route.fulfill({ body: `maidian.track('before', {})`, contentType: 'text/javascript' }),
  )
  await page.goto(`${site.url}/home`)
  await page.evaluate(url => {
    for (let i = 0; i < 2; i++) window.maidian.init?.({ key: 'wk_test', url, use: { pageViews: {}, unknown: {} } })
    window.maidian.track?.('after', {})
  }, collector.url)
  await vi.waitFor(() => expect(collector.acknowledged.map(({ event }) => event)).toContain('after'), 10_000)
  const names = collector.acknowledged.map(({ event }) => event)
  expect(names.filter(name => name === '$page_view').length).toBe(1)
  expect(names).toContain('before')
})

test('the whole script has every plugin by name, and finds the overlay beside itself', async () => {
  await page.route('**/maidian.js', route => route.continue({ url: `${site.url}/whole.js` }))
  await page.route('**/app.js', route => route.fulfill({ body: '', contentType: 'text/javascript' }))
  await page.goto(`${site.url}/home?maidian_debug=1`)
  await page.evaluate(url => {
    const names = 'attribution clicks debug errors experiments exposure forms pageLeave pageViews'.split(' ')
    const use = Object.fromEntries(names.map(name => [name, {}]))
    window.maidian.init?.({ key: 'wk_test', url, use: { ...use, bindings: [], linker: { domains: [] } } })
  }, collector.url)
  await page.locator('maidian-debug').waitFor()
  await page.evaluate(() => document.body.appendChild(document.createElement('button')).click())
  await vi.waitFor(() => expect(collector.acknowledged.map(({ event }) => event)).toContain('$click'), 10_000)
  expect(await page.evaluate(() => 'withProfile' in (window as unknown as { Maidian: object }).Maidian)).toBe(true)
})
