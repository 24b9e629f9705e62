import { join } from 'node:path'
import { Analytics } from '@segment/analytics-node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { until } from '../harness/maidian.ts'
import { facts, type OtherShop, packageFile, startOtherShop } from './other-shop.ts'

const folder = testFolder('segment')
let shop: OtherShop
beforeAll(async () => {
  shop = await startOtherShop(join(folder, 'data'), {
    files: {
      '/analytics.js': packageFile('@segment/analytics-next', 'dist/umd/index.js'),
      '/analytics.min.js': packageFile('@segment/analytics-next', 'dist/umd/standalone.js'),
    },
    page: collector =>
      `<script src="/analytics.js"></script><script>window.collector = ${JSON.stringify(collector)}</script>`,
  })
})
afterAll(() => shop?.close())

type AnalyticsPage = {
  page(category: string, name: string, props: object): Promise<unknown>
  track(event: string, props: object): Promise<unknown>
  identify(user: string, traits: object): Promise<unknown>
  group(group: string, traits: object): Promise<unknown>
  alias(to: string, from: string): Promise<unknown>
  user(): Promise<{ anonymousId(): string }>
}
declare const AnalyticsNext: { AnalyticsBrowser: { load(settings: object, options: object): AnalyticsPage } }
declare const collector: string

/** What the page's script does; `options` are those of its `load`. */
const visit = (page: Page, options: object): Promise<string> =>
  page.evaluate(
    async ([settings]) => {
      const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: 'wk_web', cdnURL: collector }, settings)
      await analytics.page('Shop', 'Home', { color: 'red' })
      await analytics.track('Product Added', { product_id: 'p-1', price: 12.5, tags: ['a', 'b'] })
      await analytics.identify('u-1', { level: 'gold' })
      await analytics.group('g-1', { plan: 'pro' })
      await analytics.track('Order Completed', { order_id: 'o-1' })
      await analytics.alias('u-2', 'u-1')
      return (await analytics.user()).anonymousId()
    },
    [options] as const,
  )

test.each([
  ['a message a request', {}, '/v1/t'],
  [
    'in batches',
    {
      integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 4, timeout: 300 } } } },
    },
    '/v1/b',
  ],
])('analytics.js, %s: each event arrives once, with its facts', async (_, options, address) => {
  const began = Date.now()
  const page = await shop.open('/p/1?id=7&secret=1&utm_source=wechat&utm_campaign=double11', 'https://www.baidu.com/s')
  const device = await visit(page, options)
  const rows = await shop.rows(
    8,
    `device = '${device}' OR device = 'u-1' AND received >= fromUnixTimestamp64Milli(${began})`,
  )

  expect(facts(rows, 'name', 'user', 'device').sort()).toEqual(
    [
      ['$page_view', '', device],
      ['Product Added', '', device],
      ['$identify', 'u-1', device],
      ['$profile_set', 'u-1', device],
      ['$profile_set', 'u-1', device],
      ['$item_set', 'u-1', device],
      ['Order Completed', 'u-1', device],
      // An alias once a user is known: this library itself puts that user in the place of the new one.
      ['$identify', 'u-1', 'u-1'],
    ].sort(),
  )
  const byName = new Map(rows.map(row => [row.name, row]))
  expect(byName.get('Product Added')).toMatchObject({
    props: { product_id: 'p-1', price: '12.5', tags: '["a","b"]' },
    url: expect.stringMatching(/^http:\/\/www\.shop\.test:\d+\/p\/1\?id=7&utm_source=wechat&utm_campaign=double11$/),
    path: '/p/1',
    title: 'Red shoes',
    referrer: 'https://www.baidu.com/s',
    utm_source: 'wechat',
    campaign: 'double11',
    language: 'zh-CN',
    source: 'web',
    platform: 'web',
    sdk: expect.stringMatching(/^analytics\.js\/next-/),
    ip: '127.0.0.0',
    verdict: 'accepted',
  })
  expect(byName.get('$page_view')?.props).toEqual({ color: 'red', name: 'Home', category: 'Shop' })
  expect(rows.filter(row => row.name === '$profile_set').map(row => row.props.properties)).toEqual([
    '{"level":"gold"}',
    '{"group_id":"g-1"}',
  ])
  expect(byName.get('$item_set')?.props).toEqual({ kind: 'group', item_id: 'g-1', attributes: '{"plan":"pro"}' })
  for (const row of rows) {
    expect(row.client_time).toBeGreaterThan(began - 1000)
    expect(row.client_time).toBeLessThan(Date.now() + 1000)
  }
  // Twice each, and both times acknowledged.
  const posts = shop.twice.passed.filter(({ method, path }) => method === 'POST' && path === address)
  expect(posts.length).toBeGreaterThan(0)
  for (const { statuses } of shop.twice.passed) expect(statuses[0]).toBe(statuses[1])
  expect(posts.flatMap(({ statuses }) => statuses).every(status => status === 200)).toBe(true)
  const [link] = await shop.maidian.query<{ user: string }>(
    `SELECT user FROM shop.identities WHERE device = '${device}'`,
  )
  expect(link?.user).toBe('u-1')
  await page.context().close()
})

test('analytics-node: users of a server, each with time and address of its own', async () => {
  const analytics = new Analytics({ writeKey: 'wk_server', host: `http://127.0.0.1:${shop.twice.port}`, flushAt: 4 })
  const failed: unknown[] = []
  analytics.on('error', error => failed.push(error))
  const long = new Date('2025-11-11T00:00:00.000Z')
  for (let i = 0; i < 10; i++) {
    analytics.track({
      userId: `n-${i}`,
      event: 'Order Completed',
      properties: { total: i + 0.5 },
      timestamp: long,
      context: { ip: `8.8.8.${i % 2}`, locale: 'zh-CN', app: { name: 'shop', version: '3.2.0' } },
    })
  }
  analytics.identify({ userId: 'n-0', anonymousId: 'na-0', traits: { level: 'gold' } })
  analytics.page({ userId: 'n-0', name: 'Home', properties: { url: 'https://s.cn/a?utm_source=x' } })
  analytics.screen({ userId: 'n-0', name: 'Cart' })
  analytics.alias({ userId: 'n-0', previousId: 'na-1' })
  await analytics.closeAndFlush()

  const rows = await shop.rows(15, "source = 'server'")
  expect(failed).toEqual([])
  const orders = rows.filter(row => row.name === 'Order Completed')
  expect(facts(orders, 'user', 'device', 'ts', 'ip', 'language', 'app_version', 'sdk').sort()).toEqual(
    Array.from({ length: 10 }, (_, i) => [
      `n-${i}`,
      '',
      '2025-11-11 00:00:00.000',
      `8.8.8.${i % 2}`,
      'zh-CN',
      '3.2.0',
      expect.stringMatching(/^@segment\/analytics-node\//),
    ]),
  )
  expect(orders.map(row => row.props.total).sort()).toEqual(Array.from({ length: 10 }, (_, i) => `${i}.5`))
  const others = rows.filter(row => row.name !== 'Order Completed')
  expect(facts(others, 'name', 'user', 'device', 'path', 'utm_source').sort()).toEqual(
    [
      ['$identify', 'n-0', 'na-0', '', ''],
      ['$profile_set', 'n-0', 'na-0', '', ''],
      ['$page_view', 'n-0', '', '/a', 'x'],
      ['$page_view', 'n-0', '', '/Cart', ''],
      ['$identify', 'n-0', 'na-1', '', ''],
    ].sort(),
  )
})

test('analytics.min.js, loaded as the snippet does: calls that waited for it are sent', async () => {
  const page = await shop.open('/p/2')
  await page.evaluate(() => {
    // The part of the snippet that counts: calls wait in a list, and where to ask for the settings.
    const waiting = Object.assign([] as unknown[][], { _writeKey: 'wk_web', _cdn: collector })
    Object.assign(globalThis, { analytics: waiting })
    waiting.push(['page'], ['track', 'Snippet Tried', { n: 1 }])
    const script = document.createElement('script')
    script.src = '/analytics.min.js'
    document.head.append(script)
  })
  const rows = await shop.rows(2, "path = '/p/2'")
  expect(rows.map(row => [row.name, row.props])).toEqual([
    ['$page_view', {}],
    ['Snippet Tried', { n: '1' }],
  ])
  await page.context().close()
})

// A resend by the library is not the same bytes: it writes when it sent, and how often it tried.
test('what analytics.js and analytics-node send again by themselves is the same event', async () => {
  const page = await shop.open('/p/3')
  const posts = () => shop.twice.passed.filter(({ method }) => method === 'POST').length
  const before = posts()
  shop.twice.loseReplies(2)
  await page.evaluate(async () => {
    const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: 'wk_web', cdnURL: collector } as object, {})
    await analytics.track('Sent Again', { by: 'browser' })
    await analytics.identify('again', { level: 'gold' })
  })
  await until('the page has sent both again', () => posts() >= before + 4)

  shop.twice.loseReplies(1)
  const analytics = new Analytics({ writeKey: 'wk_server', host: `http://127.0.0.1:${shop.twice.port}`, maxRetries: 3 })
  analytics.track({ userId: 'again', event: 'Sent Again', properties: { by: 'node' } })
  await analytics.closeAndFlush()

  const rows = await shop.rows(4, "user = 'again' OR path = '/p/3'")
  expect(rows.map(row => [row.name, row.props.by]).sort()).toEqual([
    ['$identify', undefined],
    ['$profile_set', undefined],
    ['Sent Again', 'browser'],
    ['Sent Again', 'node'],
  ])
  await page.context().close()
})
