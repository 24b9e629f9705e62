import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeCollector, startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import { type HostedApp, hostInChromium, hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../harness/maidian.ts'

const SHOP = join(root, 'e2e/miniprogram/native')

let chromium: RunningChromium
let collector: FakeCollector
let app: HostedApp
beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(() => chromium?.close())
beforeEach(async () => {
  collector = await startFakeCollector()
})
afterEach(async () => {
  await app?.close()
  await collector?.close()
})

const tracker = (plugins: string): string => `
  const maidian = require('./maidian.wx.js')
  const { lifeCycle, pageViews, shares, clicks, gestures, exposure } = maidian
  maidian.createTracker({
    key: 'wk_mini', url: '${collector.url}', flushEveryMs: 50, plugins: [${plugins}],
    onError: ({ code, message }) => setTimeout(() => { throw new Error(code + ' ' + message) }),
  })`
const files = (plugins: string): Record<string, string> => ({
  'maidian.wx.js': readFileSync(join(root, 'sdk-miniprogram/dist/maidian.wx.js'), 'utf8'),
  'tracker.js': tracker(plugins),
})

/** `name path`, as they were made; each id once. */
const told = (): string[] => {
  const events = new Map<string, [seq: number, line: string]>()
  for (const { batch } of collector.received) {
    for (const { id, event, seq = 0, context = 0 } of batch.events) {
      events.set(id, [seq, `${event} ${batch.contexts?.[context]?.path}`])
    }
  }
  return [...events.values()].sort(([a], [b]) => a - b).map(([, line]) => line)
}
const named = (name: string) => collector.acknowledged.filter(({ event }) => event === name).map(({ props }) => props)

describe.each(['jsdom', 'Chromium'])('the shop under the SDK, in %s', where => {
  const open = async (plugins: string, entry = {}): Promise<void> => {
    const options = { files: files(plugins), entry }
    app = where === 'jsdom' ? await hostInJsdom(SHOP, options) : await hostInChromium(chromium.browser, SHOP, options)
  }

  test('tells of a visit, each thing once', async () => {
    await open('lifeCycle(), pageViews(), shares(), clicks(), gestures()', {
      url: '/pages/home/home?utm_source=x',
      scene: 1011,
    })
    await expect.poll(() => app.text()).toContain('Red shoes')
    await app.tap('#card-p-1')
    await expect.poll(() => app.title()).toBe('Red shoes')
    // A method of a component within the page, and one of a behavior.
    await app.tap('#price')
    await app.tap('#buy')
    await expect.poll(() => app.text()).toContain('1 bought, 100 explained')
    expect(await app.share()).toEqual({ title: 'Red shoes (menu)', path: '/pages/product/product?id=p-1' })
    await app.back()
    await app.tapTab('pages/cart/cart')
    await app.tap('#pay')
    await expect.poll(() => app.text()).toContain('paid')
    await app.hide()
    await expect.poll(told, { timeout: 10_000 }).toContain('$app_hide pages/cart/cart')
    expect(told()).toEqual([
      '$first_visit pages/home/home',
      '$session_start pages/home/home',
      '$app_launch pages/home/home',
      '$app_show pages/home/home',
      '$page_view pages/home/home',
      '$click pages/home/home',
      '$page_leave pages/home/home',
      '$page_view pages/product/product',
      '$click pages/product/product',
      '$click pages/product/product',
      '$share pages/product/product',
      '$page_leave pages/product/product',
      '$page_view pages/home/home',
      '$page_leave pages/home/home',
      '$page_view pages/cart/cart',
      '$tab_click pages/cart/cart',
      '$click pages/cart/cart',
      '$page_leave pages/cart/cart',
      '$app_hide pages/cart/cart',
    ])
    // Called by their ids, as the template has them, behind whatever the host puts before.
    expect(named('$click').map(props => String(props?.element).split('--').at(-1))).toEqual([
      'card-p-1',
      'price',
      'buy',
      'pay',
    ])
    expect(await app.errors()).toEqual([])
    expect(await app.refused()).toEqual([])
  })

  test('a handler that fails still fails, and its tap was one', async () => {
    await open('clicks()')
    await app.tapTab('pages/mine/mine')
    await app.tap('#throw')
    expect(await app.errors()).toEqual(['Error: a handler of the shop fails'])
    await expect.poll(() => named('$click').length).toBe(1)
  })

  test('a page of a subpackage, with what it was opened with', async () => {
    await open('pageViews()')
    await app.tapTab('pages/mine/mine')
    await app.tap('#orders')
    await expect.poll(() => app.text()).toContain('Orders: paid')
    await expect.poll(told).toContain('$page_view orders/list/list')
    const contexts = collector.received.flatMap(({ batch }) => batch.contexts ?? [])
    expect(contexts.find(({ path }) => path === 'orders/list/list')?.query).toBe('state=paid')
  })
})

test('in Chromium, what is really in view is told', async () => {
  const options = { files: files(`exposure({ selector: '.card', dwellMs: 200 })`) }
  app = await hostInChromium(chromium.browser, SHOP, options)
  await expect.poll(() => app.text()).toContain('Red shoes')
  await new Promise(resolve => setTimeout(resolve, 1000))
  await app.tapTab('pages/mine/mine')
  await expect.poll(() => named('$exposure').length).toBeGreaterThan(0)
  for (const props of named('$exposure'))
    expect(props).toMatchObject({ duration_ms: expect.any(Number), ratio: expect.any(Number) })
})
