import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'
import { linkTo } from './linker.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { linker } from '../src/plugins/linker.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => {
  window.hashes = [location.hash]
  const tracker = createTracker({ ...config, url: config.url ?? window.collector, plugins: [linker({ domains: ['pay.test'] }), pageViews()] })
  window.hashes.push(location.hash)
  return tracker
}`

let site: PluginSite
let there: PluginPage
let port: string
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, hosts: ['*.test', 'pay.test'] })
})
afterAll(async () => {
  await site?.close()
})
beforeEach(async () => {
  there = await site.open()
  port = new URL(there.url).port
  await there.page.addInitScript(url => Object.assign(window, { collector: url }), there.collector.url)
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  tracker: { deviceId(): string; track(name: string): void; identify(user: string): void }
  hashes: string[]
}

const device = (): Promise<string> => there.page.evaluate(() => window.tracker.deviceId())
const addLink = (href: string): Promise<void> =>
  there.page.evaluate(to => {
    const link = Object.assign(document.createElement('a'), { href: to, textContent: 'pay', id: 'pay' })
    document.body.append(link)
  }, href)

test('a click to another site of ours goes on as the same device, session and user, and its hash is as it was', async () => {
  await there.page.goto(`http://www.shop.test:${port}/`)
  await there.page.evaluate(() => window.tracker.identify('会员-1'))
  const before = await device()
  await addLink(`http://m.pay.test:${port}/checkout?o=1#/route`)
  await there.page.click('#pay')
  await there.page.waitForURL('**/checkout**')
  expect(await device()).toBe(before)
  expect(there.page.url()).toBe(`http://m.pay.test:${port}/checkout?o=1#/route`)
  await there.page.evaluate(() => window.tracker.track('paid'))
  const [paid] = await there.waitFor('paid')
  const [view] = await there.waitFor('$page_view')
  expect(paid).toMatchObject({ user: '会员-1', session: view?.session })
  expect(new Set(there.collector.received.map(({ batch }) => batch.device))).toEqual(new Set([before]))
  const urls = there.collector.received.flatMap(({ batch }) => batch.contexts?.map(({ url }) => url) ?? [])
  expect(urls.filter(url => url?.includes('_md='))).toEqual([])
})

test('links elsewhere, and links that are older than a minute or broken, carry nobody over', async () => {
  await there.page.goto(`http://www.shop.test:${port}/`)
  const own = await device()
  await addLink(`http://stranger.test:${port}/`)
  await there.page.click('#pay')
  await there.page.waitForURL('http://stranger.test**')
  expect(await device()).not.toBe(own)
  expect(await there.page.evaluate(() => window.hashes[0])).toBe('')

  const who = { device: 'd-1', session: 's-1' }
  for (const url of [
    linkTo(`http://a.pay.test:${port}/`, who, Date.now() - 61_000),
    `http://b.pay.test:${port}/#_md=broken`,
    `http://c.pay.test:${port}/#_md=${btoa('{"d":1}')}`,
  ]) {
    await there.page.goto(url)
    expect(await device()).not.toBe('d-1')
    expect(await there.page.evaluate(() => window.hashes)).toEqual([expect.stringContaining('_md='), ''])
  }
  await there.page.goto(linkTo(`http://d.pay.test:${port}/`, { ...who, ids: { openid: 'o-1' } }))
  expect(await device()).toBe('d-1')
  const [identified] = await there.waitFor('$identify', 1)
  expect(identified).toMatchObject({ session: 's-1', props: { ids: { openid: 'o-1' } } })
  expect(await there.exceptions()).toEqual([])
})
