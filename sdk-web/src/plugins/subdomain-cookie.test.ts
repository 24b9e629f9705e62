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

declare const window: { tracker: { deviceId(): string; track(name: string): void; reset(): void } }

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
  const cookies = (await there.context.cookies()).filter(({ name }) => name.startsWith('maidian.'))
  expect(new Set(cookies.map(({ domain }) => domain))).toEqual(new Set(['.shop.test', '.other.test']))
  expect(cookies.filter(({ domain, name }) => domain === '.shop.test' && name.endsWith('.session')).length).toBe(1)
  expect(cookies.some(({ name }) => name.includes('probe'))).toBe(false)
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
