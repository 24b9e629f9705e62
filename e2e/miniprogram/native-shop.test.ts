import { fileURLToPath } from 'node:url'
import {
  type HostedApp,
  type HostOptions,
  hostInChromium,
  hostInJsdom,
} from '@maidian/sdk-miniprogram/testing/component-host'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

const SHOP = fileURLToPath(new URL('native', import.meta.url))

let chromium: RunningChromium
let app: HostedApp
beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(() => chromium?.close())
afterEach(() => app?.close())

describe.each(['jsdom', 'Chromium'])('the shop without a tracker, in %s', where => {
  const open = async (options?: HostOptions): Promise<void> => {
    app = where === 'jsdom' ? await hostInJsdom(SHOP, options) : await hostInChromium(chromium.browser, SHOP, options)
  }

  test('is walked through by taps', async () => {
    await open()
    await expect.poll(() => app.text()).toContain('Red shoes')
    expect(await app.title()).toBe('Home')
    await app.tap('#card-p-1')
    await expect.poll(() => app.routes()).toEqual(['pages/home/home', 'pages/product/product'])
    await expect.poll(() => app.title()).toBe('Red shoes')
    expect(await app.text()).toContain('¥100.00')
    await app.tap('#buy')
    await app.tap('#price')
    await expect.poll(() => app.text()).toContain('1 bought, 100 explained')
    expect(await app.share()).toEqual({ title: 'Red shoes (menu)', path: '/pages/product/product?id=p-1' })
    await app.tap('#share')
    await expect.poll(() => app.cards()).toMatchObject([{ title: 'Red shoes (menu)' }, { title: 'Red shoes (button)' }])
    await app.back()
    await app.tapTab('pages/cart/cart')
    expect(await app.text()).toContain('p-1')
    await app.tap('#pay')
    await expect.poll(() => app.text()).toContain('paid')
    expect(await app.errors()).toEqual([])
  })

  test('has a page in a subpackage, inputs, links and errors', async () => {
    await open()
    await app.tapTab('pages/mine/mine')
    await app.tap('#orders')
    await expect.poll(() => app.text()).toContain('Orders: paid')
    await app.back()
    await app.input('#word', 'shoes')
    await app.tap('#count')
    await expect.poll(() => app.data()).toMatchObject({ taps: 1, word: 'shoes' })
    await app.tap('#throw')
    expect(await app.errors()).toEqual(['Error: a handler of the shop fails'])
    await app.tap('#link')
    expect(await app.routes()).toEqual(['pages/mine/mine', 'pages/product/product'])
  })

  test('can have a tab bar of its own', async () => {
    const tabs = ['home', 'cart', 'mine'].map(name => ({ pagePath: `pages/${name}/${name}` }))
    const config = { pages: tabs.map(({ pagePath }) => pagePath), tabBar: { custom: true, list: tabs } }
    await open({ files: { 'app.json': JSON.stringify(config) } })
    await app.tap('#tab-cart')
    await expect.poll(() => app.routes()).toEqual(['pages/cart/cart'])
    await app.tap('#tab-home')
    await expect.poll(() => app.routes()).toEqual(['pages/home/home'])
    expect(await app.errors()).toEqual([])
  })

  test('is entered by a card, goes and comes back', async () => {
    await open({ entry: { url: '/pages/product/product?id=p-2', scene: 1007 } })
    expect(await app.text()).toContain('Blue shoes')
    await app.hide()
    expect(await app.text()).toContain('Blue shoes')
    await app.show({ url: '/pages/product/product?id=p-3', scene: 1008 })
    await expect.poll(() => app.text()).toContain('Coat')
    await app.coldStart()
    expect(await app.routes()).toEqual(['pages/home/home'])
  })

  test('keeps what it stored when its process is gone, and nothing else', async () => {
    const tracker = `const n = Number(wx.getStorageSync('n') || 0) + 1; wx.setStorageSync('n', n); wx.setNavigationBarTitle({ title: String(n) })`
    await open({ files: { 'tracker.js': `setTimeout(() => { ${tracker} })` } })
    await expect.poll(() => app.title()).toBe('1')
    await app.coldStart()
    await expect.poll(() => app.title()).toBe('2')
  })

  test('calls each hook once, in order', async () => {
    const tracker = `
      const log = []
      const page = Page
      Page = options => {
        const own = { ...options }
        for (const hook of ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onTabItemTap']) {
          own[hook] = function (...args) {
            log.push(this.route.split('/').pop() + '.' + hook)
            wx.setNavigationBarTitle({ title: log.join(' ') })
            return options[hook]?.apply(this, args)
          }
        }
        page(own)
      }`
    await open({ files: { 'tracker.js': tracker } })
    await app.tapTab('pages/mine/mine')
    await app.navigateTo('/orders/list/list')
    await app.back()
    await app.tapTab('pages/home/home')
    await app.hide()
    await app.show()
    const steps = [
      'home.onLoad home.onShow home.onReady',
      'home.onHide mine.onLoad mine.onShow mine.onReady mine.onTabItemTap',
      'mine.onHide list.onLoad list.onShow list.onReady',
      'list.onUnload mine.onShow',
      'mine.onHide home.onShow home.onTabItemTap',
      'home.onHide home.onShow',
    ]
    await expect.poll(() => app.title()).toBe(steps.join(' '))
  })

  test('runs each of its files once', async () => {
    const files = {
      'once.js': 'exports.made = {}',
      'tracker.js': `if (require('./once').made !== require('./once.js').made) throw 1`,
    }
    await open({ files })
    expect(await app.errors()).toEqual([])
  })

  test('finds no browser around it, and no host but this machine', async () => {
    const tracker = `
      const none = [typeof window, typeof document, typeof fetch, typeof localStorage, typeof XMLHttpRequest]
      wx.request({ url: 'https://example.com/', fail: error => { throw new Error(none.join() + error.errMsg) } })`
    await open({ files: { 'tracker.js': tracker } })
    await expect
      .poll(() => app.errors())
      .toEqual([`Error: ${Array(5).fill('undefined')}request:fail url not in domain list`])
    expect(await app.refused()).toEqual(['https://example.com/'])
  })
})

test('in Chromium what is in view is seen', async () => {
  const tracker = `
    const home = Page
    Page = options => home({ ...options, async onLoad(query) {
      await options.onLoad.call(this, query)
      const seen = []
      this.createIntersectionObserver({ thresholds: [0.5], observeAll: true }).relativeToViewport().observe('.card', one => {
        seen.push(one.dataset.id + (one.intersectionRatio >= 0.5 ? '+' : '-'))
        wx.setNavigationBarTitle({ title: seen.join(' ') })
      })
    }})`
  app = await hostInChromium(chromium.browser, SHOP, { files: { 'tracker.js': tracker } })
  // A banner of 60 and cards of 200 pixels on a screen of 700: of the fourth a fifth is seen.
  await expect.poll(() => app.title()).toBe('p-1+ p-2+ p-3+')
})
