import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { until } from '../harness/maidian.ts'
import { facts, type OtherShop, packageFile, startOtherShop } from './other-shop.ts'

const folder = testFolder('sensors')
let shop: OtherShop
beforeAll(async () => {
  shop = await startOtherShop(join(folder, 'data'), {
    files: { '/sensorsdata.js': packageFile('sa-sdk-javascript', 'sensorsdata.min.js') },
    page: collector =>
      `<script src="/sensorsdata.js"></script><script>window.collector = ${JSON.stringify(collector)}</script>
       <button id="buy">立即购买</button>`,
  })
})
afterAll(() => shop?.close())

type Sensors = Record<
  | 'init'
  | 'quick'
  | 'track'
  | 'login'
  | 'setProfile'
  | 'setOnceProfile'
  | 'incrementProfile'
  | 'appendProfile'
  | 'unsetProfile'
  | 'bind'
  | 'setItem',
  (...given: unknown[]) => unknown
>
declare const sensorsDataAnalytic201505: Sensors
declare const collector: string

test.each<[string, object, string, number]>([
  ['image', { send_type: 'image' }, 'GET', 200],
  ['ajax', { send_type: 'ajax' }, 'POST', 204],
  ['beacon', { send_type: 'beacon' }, 'POST', 204],
  ['batch', { send_type: 'ajax', batch_send: { send_interval: 300, datasend_timeout: 3000 } }, 'POST', 204],
])('神策 in Chromium, by %s: each event arrives once, with its facts', async (mode, para, method, status) => {
  const began = Date.now()
  const before = shop.twice.passed.length
  const page = await shop.open('/p/1?id=7&secret=1&utm_source=wechat&utm_campaign=double11', 'https://www.baidu.com/s')
  const device = (await page.evaluate(
    ([options]) => {
      const sensors = sensorsDataAnalytic201505
      sensors.init({
        server_url: `${collector}/sa?project=default&token=wk_web`,
        heatmap: { clickmap: 'default', scroll_notice_map: 'not_collect' },
        ...options,
      })
      sensors.quick('autoTrack')
      sensors.track('加入购物车', { product_id: 'p-1', price: 12.5, tags: ['a', 'b'], note: 'a+b & 50%' })
      const anonymous = sensors.quick('getAnonymousID')
      sensors.login('u-1')
      sensors.setProfile({ level: 'gold' })
      sensors.setOnceProfile({ first: 1 })
      sensors.incrementProfile({ visits: 1 })
      sensors.appendProfile({ tags: ['a'] })
      sensors.unsetProfile(['level'])
      sensors.bind('$identity_mobile', '13800138000')
      sensors.setItem('food', `f-${(options as { send_type: string }).send_type}`, { name: 'tea' })
      return anonymous
    },
    [para] as const,
  )) as string
  await page.click('#buy')
  const rows = await shop.rows(12, `device IN ('${device}', '$items') AND client_time >= ${began}`)
  const own = rows.filter(row => row.device === device)

  expect(facts(own, 'name', 'user').sort()).toEqual(
    [
      ['$page_view', ''],
      // First facts of a visitor, which the library sends by itself.
      ['$profile_set_once', ''],
      ['加入购物车', ''],
      ['$identify', 'u-1'],
      ['$profile_set', 'u-1'],
      ['$profile_set_once', 'u-1'],
      ['$profile_add', 'u-1'],
      ['$profile_append', 'u-1'],
      ['$profile_unset', 'u-1'],
      ['$identify', 'u-1'],
      ['$click', 'u-1'],
    ].sort(),
  )
  const [added] = own.filter(row => row.name === '加入购物车')
  expect(added).toMatchObject({
    props: { product_id: 'p-1', price: '12.5', tags: '["a","b"]', note: 'a+b & 50%' },
    url: expect.stringMatching(/^http:\/\/www\.shop\.test:\d+\/p\/1\?id=7&utm_source=wechat&utm_campaign=double11$/),
    path: '/p/1',
    title: 'Red shoes',
    campaign: 'double11',
    screen: '800x600',
    sdk: expect.stringMatching(/^js\/1\./),
    ip: '127.0.0.0',
    verdict: 'accepted',
  })
  expect(own.find(row => row.name === '$page_view')?.referrer).toBe('https://www.baidu.com/s')
  expect(own.find(row => row.name === '$click')?.props).toMatchObject({ element: '#buy', text: '立即购买' })
  expect(own.find(row => row.name === '$profile_add')?.props).toEqual({ properties: '{"visits":1}' })
  expect(own.filter(row => row.name === '$identify').at(-1)?.props.ids).toBe('{"mobile":"13800138000"}')
  const items = rows.filter(row => row.device === '$items')
  expect(items.map(row => [row.name, row.props])).toEqual([
    ['$item_set', { kind: 'food', item_id: expect.stringMatching(/^f-/), attributes: '{"name":"tea"}' }],
  ])
  for (const row of own) {
    expect(row.client_time).toBeGreaterThan(began - 1000)
    expect(row.client_time).toBeLessThan(Date.now() + 1000)
    expect(row.verdict).toBe('accepted')
  }
  const sent = shop.twice.passed.slice(before)
  expect(sent.every(one => one.method === method && one.path.startsWith('/sa.gif?'))).toBe(true)
  expect(sent.flatMap(({ statuses }) => statuses).every(one => one === status)).toBe(true)
  expect(mode === 'batch' ? sent.length < 12 : sent.length === 12).toBe(true)
  await page.context().close()
})

test('what the library keeps and sends again, with another time of sending, is the same event', async () => {
  const began = Date.now()
  const page = await shop.open('/p/3')
  const before = shop.twice.passed.length
  shop.twice.loseReplies(1)
  const device = await page.evaluate(() => {
    const sensors = sensorsDataAnalytic201505
    sensors.init({
      server_url: `${collector}/sa?project=default&token=wk_web`,
      send_type: 'ajax',
      batch_send: { send_interval: 300, datasend_timeout: 3000 },
    })
    sensors.track('SentAgain', { n: 1 })
    sensors.incrementProfile({ visits: 1 })
    return sensors.quick('getAnonymousID')
  })
  await until('they are sent again', () => shop.twice.passed.length >= before + 2)
  const rows = await shop.rows(2, `device = '${device}' AND name != '$profile_set_once' AND client_time >= ${began}`)
  expect(facts(rows, 'name').flat().sort()).toEqual(['$profile_add', 'SentAgain'])
  await page.context().close()
})
