import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { subdomainCookie } from '../src/plugins/subdomain-cookie.ts'
export const start = config => createTracker({ ...config, url: config.url ?? 'http://127.0.0.1:9', identityFacts: subdomainCookie() })`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, hosts: ['*.test', '*.com.cn'] })
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

declare const window: { reads: number; tracker: { deviceId(): string; track(name: string): void; reset(): void } }

const deviceOn = async (host: string): Promise<string> => {
  await there.page.goto(`http://${host}:${new URL(there.url).port}/`)
  return there.page.evaluate(() => {
    window.tracker.track('e')
    return window.tracker.deviceId()
  })
}

test('hosts of one site are one device in one session; another site is another', async () => {
  const www = await deviceOn('www.shop.test')
  expect(await deviceOn('m.shop.test')).toBe(www)
  expect(await deviceOn('a.b.shop.test')).toBe(www)
  expect(await deviceOn('www.other.test')).not.toBe(www)
  // The probe lives for a second.
  await there.page.waitForTimeout(1100)
  const cookies = (await there.context.cookies()).filter(({ name }) => name.startsWith('maidian.'))
  expect(new Set(cookies.map(({ domain }) => domain))).toEqual(new Set(['.shop.test', '.other.test']))
  expect(cookies.filter(({ domain, name }) => domain === '.shop.test' && name.endsWith('.session')).length).toBe(1)
  expect((await there.context.cookies()).filter(({ name }) => !/^maidian|^collector$/.test(name))).toEqual([])
})

test('no cookie on a public suffix', async () => {
  const shop = await deviceOn('www.shop.com.cn')
  expect(await deviceOn('m.shop.com.cn')).toBe(shop)
  expect(await deviceOn('www.other.com.cn')).not.toBe(shop)
})

test('on an IP address, and where cookies are denied, the page goes on', async () => {
  const device = await deviceOn('127.0.0.1')
  expect(device).not.toBe('')
  expect(await deviceOn('127.0.0.1')).toBe(device)
  await there.page.addInitScript(() => {
    Object.defineProperty(document, 'cookie', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  const denied = await deviceOn('www.denied.test')
  expect(await deviceOn('www.denied.test')).toBe(denied)
  expect(await there.exceptions()).toEqual([])
})

test('cookies are read once for many calls, and again after a second', async () => {
  await there.page.addInitScript(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!
    Object.assign(window, { reads: 0 })
    Object.defineProperty(document, 'cookie', {
      get: () => {
        window.reads++
        return get!.call(document)
      },
      set: value => set!.call(document, value),
    })
  })
  await deviceOn('www.shop.test')
  const [reads, before, after] = await there.page.evaluate(async () => {
    window.tracker.track('e')
    const start = window.reads
    for (let n = 0; n < 100; n++) window.tracker.track('e')
    const spent = window.reads - start
    const device = window.tracker.deviceId()
    // As another host of the site does at a logout.
    // biome-ignore lint/suspicious/noDocumentCookie: as pages do
    document.cookie = `maidian.wk_test.who=${encodeURIComponent('{"device":"d-2"}')};Path=/;Domain=shop.test`
    await new Promise(resolve => setTimeout(resolve, 1100))
    return [spent, device, window.tracker.deviceId()]
  })
  expect(reads).toBeLessThanOrEqual(2)
  expect(before).not.toBe('d-2')
  expect(after).toBe('d-2')
})

test('a change on another host of the site is seen within a second or so', async () => {
  await deviceOn('www.shop.test')
  const other = await there.context.newPage()
  await other.goto(`http://m.shop.test:${new URL(there.url).port}/`)
  const next = await other.evaluate(() => {
    window.tracker.reset()
    return window.tracker.deviceId()
  })
  await there.page.waitForTimeout(1100)
  expect(await there.page.evaluate(() => window.tracker.deviceId())).toBe(next)
})

test('a damaged cookie, and one that was cleared, is made up for by the page’s own storage', async () => {
  const device = await deviceOn('www.shop.test')
  await there.page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: as pages do
    document.cookie = 'maidian.wk_test.who=%E0%A4%A;Path=/;Domain=shop.test'
  })
  expect(await deviceOn('www.shop.test')).toBe(device)
  await there.context.clearCookies({ name: /^maidian/ })
  expect(await deviceOn('www.shop.test')).toBe(device)
})

test('what is left of an earlier probe does not make a public suffix a site', async () => {
  const device = await deviceOn('www.shop.com.cn')
  for (let n = 0; n < 3; n++) expect(await deviceOn('www.shop.com.cn')).toBe(device)
  const domains = (await there.context.cookies())
    .filter(({ name }) => name.startsWith('maidian.'))
    .map(one => one.domain)
  expect(new Set(domains)).toEqual(new Set(['.shop.com.cn']))
})

test('over https the cookie is for https alone, lasts, and goes along with links from elsewhere', async () => {
  const reply = (path: string) => there.page.request.get(there.url + path).then(response => response.text())
  const [html, script] = [await reply('/'), await reply('/page.js')]
  await there.page.route('https://www.shop.test/**', route =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ body: script, contentType: 'text/javascript' })
      : route.fulfill({ body: html, contentType: 'text/html' }),
  )
  await there.page.goto('https://www.shop.test/')
  await there.page.evaluate(() => window.tracker.track('e'))
  const who = (await there.context.cookies()).find(({ name }) => name.endsWith('.who'))
  expect(who).toMatchObject({ domain: '.shop.test', path: '/', secure: true, sameSite: 'Lax' })
  expect(who!.expires * 1000 - Date.now()).toBeGreaterThan(380 * 86_400_000)
})
