import { type FakeCollector, startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakePhone, type FakePhone, type PhoneOptions, type Program } from '../testing/fake-wx/index.ts'
import type { MiniConfig } from './create-tracker.ts'
import { clicks, createTracker, gestures, lifeCycle, pageViews, sceneNames, shares, webView } from './entries/wx.ts'

type Tracker = ReturnType<typeof createTracker>

let collector: FakeCollector
let phone: FakePhone
let tracker: Tracker
const problems: string[] = []

const PLUGINS: NonNullable<MiniConfig['plugins']> = [
  lifeCycle({ scenes: sceneNames }),
  pageViews(),
  shares(),
  gestures(),
  clicks(),
]

/** An app with a home page and a product page, made by hand. */
const program = (over: Partial<MiniConfig> = {}, pages: Program['pages'] = {}): Program => ({
  app: () => {
    tracker = createTracker({
      key: 'wk_mini',
      url: collector.url,
      plugins: PLUGINS,
      onError: ({ code, message }) => problems.push(`${code}: ${message}`),
      ...over,
    })
    App({ globalData: { cart: [] } })
  },
  pages: {
    'pages/home/home': () => Page({ data: {} }),
    'pages/product/product': () =>
      Page({
        onLoad() {},
        onShareAppMessage: () => ({ title: '龙井', path: '/pages/product/product?id=p-1' }),
        buy(this: object, event: { currentTarget: { dataset: { id: string } } }) {
          return [this, event.currentTarget.dataset.id]
        },
      }),
    ...pages,
  },
  tabs: ['pages/home/home'],
})

const start = (over: Partial<MiniConfig> = {}, pages: Program['pages'] = {}, options: PhoneOptions = {}): void => {
  phone = createFakePhone(program(over, pages), options)
}
const names = (): string[] => collector.acknowledged.map(({ event }) => event)
const named = (name: string) => collector.acknowledged.filter(({ event }) => event === name)
const contextOf = (name: string) => {
  for (const { batch } of collector.received) {
    const event = batch.events.find(one => one.event === name)
    if (event) return batch.contexts?.[event.context ?? 0]
  }
  return undefined
}

beforeEach(async () => {
  problems.length = 0
  collector = await startFakeCollector()
})
afterEach(async () => {
  phone.close()
  await collector.close()
})

describe('the life of an app', () => {
  test('a visit: launch, show, views, leaves and hide, each once, in their order', async () => {
    start()
    phone.coldStart({ scene: 1047, url: '/pages/home/home?scene=a%3D1%26utm_source%3Dposter' })
    await phone.pass(3000)
    phone.navigateTo('/pages/product/product?id=p-1')
    await phone.pass(2000)
    phone.back()
    await phone.pass(1000)
    phone.hide()
    await phone.pass(1000)
    expect(names()).toEqual([
      '$first_visit',
      '$session_start',
      '$app_launch',
      '$app_show',
      '$page_view',
      '$page_leave',
      '$page_view',
      '$page_leave',
      '$page_view',
      '$page_leave',
      '$app_hide',
    ])
    expect(named('$app_launch')[0]?.props).toEqual({ scene: '扫描小程序码' })
    expect(named('$page_leave').map(({ props }) => props?.duration_ms)).toEqual([3000, 2000, 1000])
    expect(named('$app_hide')[0]?.props).toEqual({ duration_ms: 6000 })
    expect(collector.received[0]?.batch.sdk).toMatch(/^mini\//)
    expect(contextOf('$page_view')).toMatchObject({
      path: 'pages/home/home',
      query: 'scene=a%3D1%26utm_source%3Dposter&a=1&utm_source=poster',
      scene: 1047,
      host: 'wx',
    })
    expect(phone.errors).toEqual([])
    expect(problems).toEqual([])
  })

  test('a page that was left is not left again when it is taken off the stack', async () => {
    start()
    phone.coldStart()
    await phone.pass(1000)
    phone.navigateTo('/pages/product/product')
    await phone.pass(1000)
    phone.reLaunch('/pages/home/home')
    await phone.pass(2000)
    expect(named('$page_view').length).toBe(3)
    expect(named('$page_leave').length).toBe(2)
  })

  test('another scene begins a session, coming back from another mini-program does not', async () => {
    start()
    phone.coldStart({ scene: 1001 })
    await phone.pass(2000)
    phone.hide()
    await phone.pass(1000)
    phone.show({ scene: 1038 })
    await phone.pass(2000)
    phone.hide()
    await phone.pass(1000)
    phone.show({ scene: 1007 })
    await phone.pass(2000)
    expect(named('$session_start').length).toBe(2)
    const [first, second, third] = named('$app_show').map(({ session }) => session)
    expect(first).toBe(second)
    expect(third).not.toBe(second)
  })

  test('a version that is not released is a test', async () => {
    start(
      { app: { name: 'shop' } },
      {},
      { device: { account: { miniProgram: { appId: 'wx1', envVersion: 'trial', version: '' } } } as never },
    )
    phone.coldStart()
    await phone.pass(2000)
    expect(contextOf('$page_view')?.app).toEqual({ name: 'shop', env: 'test' })
  })

  test('no system facts, no network type: events all the same', async () => {
    start(
      {},
      {},
      {
        defects: {
          getDeviceInfo: 'throws',
          getWindowInfo: 'absent',
          getAppBaseInfo: 'throws',
          getSystemInfoSync: 'throws',
          getNetworkType: 'silent',
          getAccountInfoSync: 'throws',
        },
      },
    )
    phone.coldStart()
    await phone.pass(2000)
    expect(names()).toContain('$page_view')
  })

  test('an old base library: the deprecated call answers', async () => {
    start({}, {}, { defects: { getDeviceInfo: 'absent', getWindowInfo: 'absent', getAppBaseInfo: 'absent' } })
    phone.coldStart()
    await phone.pass(2000)
    expect(contextOf('$page_view')).toMatchObject({ model: expect.any(String), os: expect.any(String) })
  })

  test('within a plugin (小程序插件) there is no App and no Page', async () => {
    const app = (): void => {
      for (const name of ['App', 'Page', 'Behavior']) Reflect.deleteProperty(globalThis, name)
      tracker = createTracker({ key: 'wk_mini', url: collector.url, plugins: PLUGINS })
    }
    phone = createFakePhone({ app, pages: { 'plugin/panel/panel': () => Component({ methods: { go: () => {} } }) } })
    phone.coldStart()
    phone.tap('go', { id: 'go' })
    await phone.pass(2000)
    expect(names()).toEqual(expect.arrayContaining(['$app_launch', '$page_view', '$click']))
  })

  test('where there is no host, and with a plugin that fails, the app gets no exception', async () => {
    const onError = ({ code }: { code: string }): never => {
      problems.push(code)
      throw new Error('onError')
    }
    const nowhere = createTracker({ key: 'wk_mini', url: collector.url, onError })
    nowhere.track('e')
    expect(nowhere.deviceId()).toBe('')
    const broken = (): never => {
      throw new Error('plugin')
    }
    start({ plugins: [broken, pageViews()], onError })
    phone.coldStart()
    await phone.pass(2000)
    expect(names()).toContain('$page_view')
    expect(problems).toEqual(['config', 'plugin'])
  })

  test('a single page in 朋友圈 is not tracked unless asked', async () => {
    start()
    phone.coldStart({ scene: 1154 })
    await phone.pass(3000)
    expect(collector.received).toEqual([])
    expect(phone.stored.size).toBe(0)
  })
})

describe('the app is not disturbed', () => {
  test('handlers keep this, arguments and results', async () => {
    start()
    phone.coldStart({ url: '/pages/product/product' })
    const [self, id] = phone.tap('buy', { dataset: { id: 'p-9', md: 'buy', mdProps: { product_id: 'p-9' } } }) as [
      object,
      string,
    ]
    expect(self).toBe(phone.page())
    expect(id).toBe('p-9')
    await phone.pass(2000)
    expect(named('$click').map(({ props }) => props)).toEqual([{ element: 'buy', product_id: 'p-9' }])
  })

  test('a tap on its way up the tree is one click', async () => {
    start({}, { 'pages/nested/nested': () => Page({ inner: () => {}, outer: () => {} }) })
    phone.coldStart({ url: '/pages/nested/nested' })
    phone.tap('inner', { id: 'button' })
    phone.tap('outer', { id: 'card' })
    await phone.pass(1000)
    phone.tap('outer', { id: 'card' })
    await phone.pass(2000)
    expect(named('$click').map(({ props }) => props?.element)).toEqual(['button', 'card'])
  })

  test('what is to be ignored is', async () => {
    start()
    phone.coldStart({ url: '/pages/product/product' })
    phone.tap('buy', { dataset: { id: 'p-9', mdIgnore: '' } })
    await phone.pass(2000)
    expect(named('$click')).toEqual([])
  })

  test('async, arrow, absent and frozen: all survive', async () => {
    start(
      {},
      {
        'pages/odd/odd': () =>
          Page(
            Object.freeze({
              onShow: () => 'shown',
              tap: () => 'frozen',
            }),
          ),
        'pages/async/async': () =>
          Page({
            load: async (_event: object) => 'later',
            arrow: (...args: unknown[]) => args.length,
          }),
      },
    )
    phone.coldStart({ url: '/pages/async/async' })
    await expect(phone.tap('load')).resolves.toBe('later')
    expect(phone.tap('arrow')).toBe(1)
    phone.navigateTo('/pages/odd/odd')
    expect(phone.tap('tap')).toBe('frozen')
    await phone.pass(2000)
    expect(named('$page_view').length).toBe(2)
    expect(phone.errors).toEqual([])
  })

  test('a component as a page, also without hooks of its own, and the methods of a behavior', async () => {
    start(
      {},
      {
        'pages/component/component': () => Component({ methods: { go: (_: object) => 1 } }),
        'pages/bare/bare': () => Component({}),
      },
    )
    phone.coldStart({ url: '/pages/component/component?id=7' })
    await phone.pass(500)
    expect(phone.tap('go', { id: 'go' })).toBe(1)
    phone.navigateTo('/pages/bare/bare')
    await phone.pass(2000)
    expect(named('$page_view').length).toBe(2)
    expect(contextOf('$page_view')).toMatchObject({ path: 'pages/component/component', query: 'id=7' })
    expect(named('$click')[0]?.props).toEqual({ element: 'go' })
  })

  test('share cards stay as the app made them, and a page that cannot be shared stays so', async () => {
    start()
    phone.coldStart({ url: '/pages/product/product?id=p-1' })
    expect(await phone.share()).toEqual({ title: '龙井', path: '/pages/product/product?id=p-1' })
    phone.reLaunch('/pages/home/home')
    await expect(phone.share()).rejects.toBeDefined()
    await phone.pass(2000)
    expect(named('$share').map(({ props }) => props)).toEqual([{ channel: 'message' }])
  })
})

describe('chains of shares', () => {
  const CHAIN = [lifeCycle(), pageViews(), shares({ chain: true })]
  const openedBy = async (path: string): Promise<void> => {
    phone.kill()
    phone.coldStart({ scene: 1007, url: path })
    await phone.pass(1500)
  }

  test('depth grows for another user alone, and who shared before is told', async () => {
    start({ plugins: CHAIN })
    phone.coldStart({ url: '/pages/product/product?id=p-1' })
    tracker.identify('u-1')
    const { path: first = '' } = await phone.share()
    expect(first).toBe('/pages/product/product?id=p-1&_mds=1.u-1')
    await phone.pass(1500)
    await openedBy(first)
    // Oneself again.
    expect((await phone.share()).path).toContain('_mds=1.u-1')
    tracker.reset()
    tracker.identify('u-2')
    const { path: second = '' } = await phone.share()
    expect(second).toContain('_mds=2.u-2')
    await phone.pass(1500)
    expect(named('$share').map(({ props }) => props)).toEqual([
      { channel: 'message', depth: 1 },
      { channel: 'message', depth: 1 },
      { channel: 'message', depth: 2, from_user: 'u-1' },
    ])
    // Not in what pages were opened with.
    const queries = collector.received.flatMap(({ batch }) => batch.contexts ?? []).map(({ query }) => query)
    expect(queries).toContain('id=p-1')
    expect(queries.join()).not.toContain('_mds')
  })

  test('a card that comes later is signed, too', async () => {
    start(
      { plugins: CHAIN },
      {
        'pages/late/late': () =>
          Page({
            onShareAppMessage: () => ({
              title: 'now',
              promise: new Promise(resolve =>
                setTimeout(() => resolve({ title: 'later', path: '/pages/late/late?x=1' }), 100),
              ),
            }),
          }),
      },
    )
    phone.coldStart({ url: '/pages/late/late' })
    tracker.identify('u-1')
    const shared = phone.share()
    await phone.pass(4000)
    expect(await shared).toEqual({ title: 'later', path: '/pages/late/late?x=1&_mds=1.u-1' })
  })
})

describe('consent and identity', () => {
  test('before consent nothing is stored or sent; then it is, with its time', async () => {
    start({ consent: 'pending' })
    phone.coldStart()
    const began = phone.now()
    await phone.pass(60_000)
    expect([...phone.stored.keys()]).toEqual([])
    expect(collector.received).toEqual([])
    tracker.identify('u-1', undefined, { ids: { openid: 'o-1', unionid: 'n-1' } })
    tracker.consent('granted')
    await phone.pass(2000)
    expect(named('$app_launch')[0]?.time).toBe(began)
    expect(named('$identify')[0]).toMatchObject({ user: 'u-1', props: { ids: { openid: 'o-1', unionid: 'n-1' } } })
  })

  test('a web-view gets who it is, in the hash', async () => {
    const h5 = webView({ ids: { openid: 'o-1' } })
    start({ plugins: [h5] })
    phone.coldStart()
    const url = h5.urlFor('https://m.shop.example/item?id=1')
    expect(url).toMatch(/^https:\/\/m\.shop\.example\/item\?id=1#_md=[\w-]+$/)
    const payload = JSON.parse(Buffer.from(url.split('_md=')[1] as string, 'base64url').toString()) as object
    expect(payload).toMatchObject({ d: tracker.deviceId(), i: { openid: 'o-1' } })
  })
})
