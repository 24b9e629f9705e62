import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { until } from '../harness/maidian.ts'
import { facts, type OtherShop, packageFile, startOtherShop } from './other-shop.ts'

const folder = testFolder('rudderstack')
let shop: OtherShop
beforeAll(async () => {
  shop = await startOtherShop(join(folder, 'data'), {
    files: {
      '/rudder.mjs': packageFile('@rudderstack/analytics-js', 'dist/npm/modern/bundled/esm/index.mjs'),
    },
    page: collector => `<script type="module">
      import { RudderAnalytics } from '/rudder.mjs'
      Object.assign(window, { RudderAnalytics, collector: ${JSON.stringify(collector)} })</script>`,
  })
})
afterAll(() => shop?.close())

type Rudder = {
  load(key: string, url: string, options: object): void
  page(category: string, name: string, props: object): void
  track(event: string, props: object): void
  identify(user: string, traits: object): void
  group(group: string, traits: object): void
  getAnonymousId(): string
}
declare const RudderAnalytics: new () => Rudder
declare const collector: string

test.each([
  ['a message a request', {}, '/v1/track'],
  ['in batches', { queueOptions: { batch: { enabled: true, maxItems: 3, flushInterval: 300 } } }, '/v1/batch'],
  ['by beacon', { useBeacon: true, beaconQueueOptions: { flushQueueInterval: 300 } }, '/beacon/v1/batch'],
])('RudderStack in Chromium, %s: each event arrives once, with its facts', async (_, options, address) => {
  const began = Date.now()
  const page = await shop.open('/p/1?id=7&secret=1&utm_source=wechat&utm_campaign=double11', 'https://www.baidu.com/s')
  await page.waitForFunction('window.RudderAnalytics')
  const device = await page.evaluate(
    async ([over]) => {
      const rudder = new RudderAnalytics()
      await new Promise<void>(resolve => {
        rudder.load('wk_web', collector, { configUrl: collector, onLoaded: () => resolve(), ...over })
      })
      rudder.page('Shop', 'Home', { color: 'red' })
      rudder.track('Product Added', { product_id: 'p-1', price: 12.5 })
      rudder.identify('u-1', { level: 'gold' })
      rudder.group('g-1', { plan: 'pro' })
      rudder.track('Order Completed', { order_id: 'o-1' })
      return rudder.getAnonymousId()
    },
    [options] as const,
  )
  const rows = await shop.rows(7, `device = '${device}'`)

  expect(facts(rows, 'name', 'user').sort()).toEqual([
    ['$identify', 'u-1'],
    ['$item_set', 'u-1'],
    ['$page_view', ''],
    ['$profile_set', 'u-1'],
    ['$profile_set', 'u-1'],
    ['Order Completed', 'u-1'],
    ['Product Added', ''],
  ])
  const byName = new Map(rows.map(row => [row.name, row]))
  expect(byName.get('Product Added')).toMatchObject({
    props: { product_id: 'p-1', price: '12.5' },
    url: expect.stringMatching(/^http:\/\/www\.shop\.test:\d+\/p\/1\?id=7&utm_source=wechat&utm_campaign=double11$/),
    path: '/p/1',
    title: 'Red shoes',
    referrer: 'https://www.baidu.com/s',
    campaign: 'double11',
    screen: '800x600',
    language: 'zh-CN',
    session: expect.stringMatching(/^\d{13}$/),
    app: '',
    sdk: expect.stringMatching(/^RudderLabs JavaScript SDK\//),
    ip: '127.0.0.0',
    verdict: 'accepted',
  })
  expect(byName.get('$page_view')?.props).toEqual({ color: 'red', name: 'Home', category: 'Shop' })
  expect(byName.get('$item_set')?.props).toEqual({ kind: 'group', item_id: 'g-1', attributes: '{"plan":"pro"}' })
  for (const row of rows) {
    expect(row.client_time).toBeGreaterThan(began - 1000)
    expect(row.client_time).toBeLessThan(Date.now() + 1000)
  }
  const posts = shop.twice.passed.filter(({ method, path }) => method === 'POST' && path.split('?')[0] === address)
  expect(posts.length).toBeGreaterThan(0)
  expect(posts.flatMap(({ statuses }) => statuses).every(status => status === 200)).toBe(true)
  await page.context().close()
})

test('what the library sends again by itself is the same event', async () => {
  const page = await shop.open('/p/3')
  await page.waitForFunction('window.RudderAnalytics')
  const posts = () => shop.twice.passed.filter(({ method }) => method === 'POST').length
  const before = posts()
  shop.twice.loseReplies(2)
  await page.evaluate(async () => {
    const rudder = new RudderAnalytics()
    await new Promise<void>(resolve => {
      rudder.load('wk_web', collector, { configUrl: collector, onLoaded: () => resolve() })
    })
    rudder.track('Sent Again', {})
    rudder.identify('again', { level: 'gold' })
  })
  await until('both are sent again', () => posts() >= before + 4)

  const rows = await shop.rows(3, "path = '/p/3'")
  expect(facts(rows, 'name').flat().sort()).toEqual(['$identify', '$profile_set', 'Sent Again'])
  await page.context().close()
})
