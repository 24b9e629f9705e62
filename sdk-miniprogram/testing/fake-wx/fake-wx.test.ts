import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as realWait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakePhone, type FakePhone, PHONE, type PhoneOptions, type Program } from './index.ts'

type Seen = { method: string; url: string; headers: Record<string, unknown>; body: string }

let server: Server
let url: string
let seen: Seen[]
/** What the server answers; null: nothing, ever. */
let answer: { status: number; body?: string } | null
let phone: FakePhone
let log: string[]

beforeEach(async () => {
  seen = []
  log = []
  answer = { status: 204 }
  server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      if (answer) response.writeHead(answer.status, { 'x-test': 'yes' }).end(answer.body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`
})
afterEach(async () => {
  phone?.close()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

/** A page that writes down what is called. */
const noted = (name: string, more: object = {}): object => ({
  ...Object.fromEntries(
    ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onTabItemTap', 'onPullDownRefresh'].map(hook => [
      hook,
      (option?: object) => void log.push(`${name}.${hook}${hook === 'onLoad' ? JSON.stringify(option) : ''}`),
    ]),
  ),
  ...more,
})

const SHOP: Program = {
  app: () =>
    App({
      onLaunch: ({ scene }) => void log.push(`launch ${scene}`),
      onShow: ({ path }) => void log.push(`show ${path}`),
      onHide: () => void log.push('hide'),
      onError: message => void log.push(message.split('\n')[1] ?? ''),
    }),
  pages: {
    'pages/home/home': () => Page(noted('home')),
    'pages/cart/cart': () => Page(noted('cart')),
    'pages/product/product': () => Page(noted('product')),
  },
  tabs: ['pages/home/home', 'pages/cart/cart'],
}

const start = (options: PhoneOptions = {}, program: Program = SHOP): FakePhone => {
  phone = createFakePhone(program, options)
  phone.coldStart()
  log.length = 0
  return phone
}
const since = (): string[] => log.splice(0)
/** Calls `wx.request`; its outcome goes to the log. */
const ask = (more: Partial<WechatMiniprogram.RequestOption> = {}) =>
  wx.request({
    url,
    success: ({ statusCode }) => void log.push(String(statusCode)),
    fail: ({ errMsg }) => void log.push(errMsg.split(' errcode')[0] ?? ''),
    ...more,
  } as WechatMiniprogram.RequestOption)

describe('requests', () => {
  test.each([200, 204, 400, 403, 502])('a %d is a success', async status => {
    answer = { status }
    start()
    ask()
    await phone.settle()
    expect(since()).toEqual([String(status)])
  })

  test('go out as WeChat sends them', async () => {
    start()
    ask({ method: 'POST', data: '{"a":1}', header: { 'content-type': 'text/plain', Referer: 'https://mine' } })
    ask({ data: { q: '鞋 子' } })
    ask({ method: 'POST', data: { a: 1 } })
    await phone.settle()
    expect(seen.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/v1/events', '{"a":1}'],
      ['GET', '/v1/events?q=%E9%9E%8B%20%E5%AD%90', ''],
      ['POST', '/v1/events', '{"a":1}'],
    ])
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'text/plain' })
    expect(seen[0]?.headers.referer).toBe(
      `https://servicewechat.com/${PHONE.account.miniProgram.appId}/0/page-frame.html`,
    )
    expect(seen[2]?.headers['content-type']).toBe('application/json')
    expect(seen[0]?.headers.origin).toBeUndefined()
  })

  test('answers are parsed as JSON unless told otherwise', async () => {
    answer = { status: 200, body: '{"events":[]}' }
    start()
    const data: unknown[] = []
    const keep = (result: { data: unknown; header: WechatMiniprogram.IAnyObject }) =>
      void data.push(result.data, result.header['x-test'])
    ask({ success: keep })
    await phone.settle()
    ask({ success: keep, dataType: 'text' })
    await phone.settle()
    expect(data).toEqual([{ events: [] }, 'yes', '{"events":[]}', 'yes'])
  })

  test('only this machine is reached', async () => {
    start()
    ask({ url: 'https://example.com/x' })
    ask({ url: 'http://127.0.0.1.example.com/' })
    await phone.settle()
    expect(since()).toEqual(Array(2).fill('request:fail url not in domain list'))
    expect(phone.refused).toEqual(['https://example.com/x', 'http://127.0.0.1.example.com/'])
  })

  test('the eleventh waits', async () => {
    answer = null
    start({ eleventh: 'queues' })
    for (let i = 0; i < 11; i++) ask({ timeout: i ? 60_000 : 10_000 })
    await phone.settle()
    expect(seen).toHaveLength(10)
    await phone.pass(10_000)
    expect(since()).toEqual(['request:fail timeout'])
    expect(seen).toHaveLength(11)
  })

  test('or it fails', async () => {
    start({ eleventh: 'fails' })
    for (let i = 0; i < 11; i++) ask()
    expect(since()).toEqual([])
    await phone.settle()
    expect(since().toSorted()).toEqual([
      ...Array(10).fill('204'),
      'request:fail exceed max concurrent request limit of 10',
    ])
  })

  test('nothing comes through without a network', async () => {
    start()
    wx.onNetworkStatusChange(({ isConnected, networkType }) => void log.push(`${networkType} ${isConnected}`))
    phone.setNetwork('none')
    ask()
    await phone.settle()
    phone.setNetwork('4g')
    expect(since()).toEqual(['none false', 'request:fail', '4g true'])
    await expect(wx.getNetworkType()).resolves.toMatchObject({ networkType: '4g', errMsg: 'getNetworkType:ok' })
    expect(seen).toEqual([])
  })

  test('a silent network is known by its timeout', async () => {
    start()
    phone.reach = 'silent'
    ask()
    await phone.pass(59_999)
    expect(since()).toEqual([])
    await phone.pass(1)
    expect(since()).toEqual(['request:fail timeout'])
  })

  test('aborting fails once', async () => {
    answer = null
    start()
    const task = ask()
    await phone.pass(1)
    task.abort()
    await realWait(20)
    await phone.pass(120_000)
    expect(since()).toEqual(['request:fail abort'])
  })
})

describe('the background', () => {
  test('interrupts after five seconds what is unfinished, and wakes with what it slept through', async () => {
    answer = null
    start()
    phone.hide()
    ask()
    setTimeout(() => void log.push('timer'), 6_000)
    await phone.pass(4_999)
    expect(since()).toEqual(['home.onHide', 'hide'])
    await phone.pass(1)
    expect(since()).toEqual(['request:fail interrupted'])
    await phone.pass(60_000)
    expect(since()).toEqual([])
    phone.show()
    expect(since()).toEqual(['timer', 'show pages/home/home', 'home.onShow'])
  })

  test('lets requests of the first seconds end', async () => {
    start({ background: 'first 5 s' })
    phone.hide()
    ask()
    await phone.settle()
    expect(since()).toEqual(['home.onHide', 'hide', '204'])
  })

  test('or none begin', async () => {
    start({ background: 'never' })
    phone.hide()
    ask()
    await phone.settle()
    expect(since()).toEqual(['home.onHide', 'hide', 'request:fail interrupted'])
    phone.show()
    since()
    ask()
    await phone.settle()
    expect(since()).toEqual(['204'])
  })

  test('ends the process after half an hour', async () => {
    start()
    setTimeout(() => void log.push('timer'), 31 * 60_000)
    phone.hide()
    await phone.pass(30 * 60_000 - 1)
    expect(phone.running()).toBe(true)
    await phone.pass(1)
    expect(phone.running()).toBe(false)
    expect(() => phone.show()).toThrow('cold start')
    await phone.pass(60 * 60_000)
    since()
    phone.coldStart()
    expect(since()).toEqual(['launch 1001', 'show pages/home/home', 'home.onLoad{}', 'home.onShow', 'home.onReady'])
  })
})

describe('storage', () => {
  test('gives an empty text for what is not there, and copies of what is', async () => {
    start()
    expect(wx.getStorageSync('no')).toBe('')
    const value = { list: [1] }
    wx.setStorageSync('a', value)
    value.list.push(2)
    expect(wx.getStorageSync('a')).toEqual({ list: [1] })
    wx.setStorageSync('text', '1')
    expect(wx.getStorageSync('text')).toBe('1')
    wx.setStorageSync('date', new Date(5))
    expect(wx.getStorageSync('date')).toEqual(new Date(5))
    expect(wx.getStorageInfoSync()).toMatchObject({ keys: ['a', 'text', 'date'], limitSize: 10_240 })
    wx.removeStorageSync('a')
    await expect(wx.getStorage({ key: 'a' })).rejects.toEqual({ errMsg: 'getStorage:fail data not found' })
    await wx.setStorage({ key: 'b', data: 7 })
    await expect(wx.getStorage({ key: 'b' })).resolves.toMatchObject({ data: 7 })
  })

  test('holds a megabyte a key and ten in all', () => {
    start()
    expect(() => wx.setStorageSync('a', '字'.repeat(400_000))).toThrow('setStorageSync:fail entry exceeds the max size')
    for (let i = 0; i < 10; i++) wx.setStorageSync(`k${i}`, 'x'.repeat(1_040_000))
    expect(() => wx.setStorageSync('more', 'x'.repeat(100_000))).toThrow(
      'setStorageSync:fail exceed storage max size 10Mb',
    )
    wx.setStorageSync('k1', 'y'.repeat(1_040_000))
    wx.setStorageSync('k0', 'x')
    wx.setStorageSync('more', 'x'.repeat(100_000))
  })

  test('can be denied', () => {
    start()
    phone.storageRefuses = key => key === 'a'
    expect(() => wx.setStorageSync('a', 1)).toThrow('setStorageSync:fail the storage was denied')
    wx.setStorageSync('b', 1)
  })

  test('outlives the process, which memory does not', async () => {
    let launches = 0
    phone = createFakePhone({
      app: () => {
        launches = Number(wx.getStorageSync('n') || 0) + 1
        wx.setStorageSync('n', launches)
        setTimeout(() => void log.push(`timer ${launches}`), 1_000)
        App({})
      },
      pages: { 'pages/home/home': () => Page({}) },
    })
    phone.coldStart()
    ask()
    phone.kill()
    phone.coldStart()
    await phone.pass(2_000)
    await expect.poll(() => seen.length).toBe(1)
    // The first process's timer and answer are gone with it.
    expect(since()).toEqual(['timer 2'])
  })
})

describe('time', () => {
  test('stands still, and what is due happens in order', async () => {
    start({ start: 1_000_000 })
    const began = Date.now()
    setTimeout(() => void log.push(`b ${Date.now()}`), 20)
    setTimeout((word: string) => void log.push(`${word} ${new Date().toISOString()}`), 10, 'a')
    const interval = setInterval(() => log.push('i') >= 4 && clearInterval(interval), 15)
    clearTimeout(setTimeout(() => void log.push('never'), 5))
    await new Promise(resolve => setImmediate(resolve))
    expect([began, since()]).toEqual([1_000_000, []])
    await phone.pass(100)
    expect(since()).toEqual(['a 1970-01-01T00:16:40.010Z', 'i', 'b 1000020', 'i'])
    expect(phone.now()).toBe(1_000_100)
  })

  test('a clock that is set moves no timer', async () => {
    start()
    setTimeout(() => void log.push('timer'), 1_000)
    phone.setClock(0)
    await phone.pass(999)
    expect([Date.now(), since()]).toEqual([999, []])
    await phone.pass(1)
    expect(since()).toEqual(['timer'])
  })

  test('an answer takes none', async () => {
    start()
    ask({ success: () => void log.push(`answer ${Date.now() - phone.now()}`) })
    setTimeout(() => void log.push('timer'), 1)
    await phone.pass(1)
    expect(since()).toEqual(['answer 0', 'timer'])
  })
})

describe('pages', () => {
  test('come and go as the user moves', () => {
    start()
    phone.navigateTo('/pages/product/product?id=p-1&name=%E9%9E%8B')
    expect(since()).toEqual([
      'home.onHide',
      'product.onLoad{"id":"p-1","name":"%E9%9E%8B"}',
      'product.onShow',
      'product.onReady',
    ])
    expect(getCurrentPages().map(({ route }) => route)).toEqual(['pages/home/home', 'pages/product/product'])
    expect(phone.page()).toMatchObject({ route: 'pages/product/product', options: { id: 'p-1' } })
    phone.redirectTo('../product/product?id=p-2')
    expect(since()).toEqual(['product.onUnload', 'product.onLoad{"id":"p-2"}', 'product.onShow', 'product.onReady'])
    phone.back()
    expect(since()).toEqual(['product.onUnload', 'home.onShow'])
    phone.tapTab('pages/cart/cart')
    expect(since()).toEqual(['home.onHide', 'cart.onLoad{}', 'cart.onShow', 'cart.onReady', 'cart.onTabItemTap'])
    phone.tapTab('pages/cart/cart')
    expect(since()).toEqual(['cart.onTabItemTap'])
    phone.navigateTo('/pages/product/product')
    since()
    phone.switchTab('/pages/home/home')
    expect(since()).toEqual(['product.onUnload', 'home.onShow'])
    phone.reLaunch('/pages/product/product')
    expect(since()).toEqual(['cart.onUnload', 'home.onUnload', 'product.onLoad{}', 'product.onShow', 'product.onReady'])
    expect(() => phone.back()).toThrow('cannot navigate back')
    expect(() => phone.navigateTo('/pages/home/home')).toThrow('tabbar')
  })

  test('can be asked for by the app', async () => {
    start()
    await wx.navigateTo({ url: '/pages/product/product' })
    expect(since()).toContain('product.onShow')
    await expect(wx.navigateTo({ url: '/pages/none' })).rejects.toEqual({
      errMsg: 'navigateTo:fail page "pages/none" is not found',
    })
    await wx.setNavigationBarTitle({ title: '红鞋' })
    expect(phone.title()).toBe('红鞋')
    await wx.navigateBack()
    expect(phone.title()).toBe('')
  })

  test('show a number on a tab only while a tab is in view', async () => {
    start()
    await wx.showToast({ title: '已放进购物车' })
    await wx.setTabBarBadge({ index: 1, text: '2' })
    phone.navigateTo('/pages/product/product')
    await expect(wx.removeTabBarBadge({ index: 1 })).rejects.toEqual({
      errMsg: 'removeTabBarBadge:fail not TabBar page',
    })
  })

  test('leave before or after the stack is popped', () => {
    for (const unloadOrder of ['unload, then pop', 'pop, then unload'] as const) {
      const onUnload = (): void => void log.push(`${unloadOrder} ${getCurrentPages().length}`)
      start(
        { unloadOrder },
        { ...SHOP, pages: { 'pages/home/home': () => Page({}), 'pages/b': () => Page({ onUnload }) } },
      )
      phone.navigateTo('/pages/b')
      phone.back()
      phone.close()
    }
    expect(since()).toEqual(['pop, then unload 1'])
  })

  test('a component can be one, with behaviors', () => {
    start(
      {},
      {
        app: () => App({}),
        pages: {
          'pages/home/home': () => {
            const shared = Behavior({
              data: { from: 'behavior' },
              lifetimes: { attached: () => void log.push('behavior attached') },
              methods: { buy: () => 'behavior', sell: () => 'sold' },
            })
            Component({
              behaviors: [shared],
              data: { n: 1 },
              lifetimes: { attached: () => void log.push('attached'), ready: () => void log.push('ready') },
              pageLifetimes: { show: () => void log.push('shown') },
              methods: {
                onLoad: () => void log.push('load'),
                onShow: () => void log.push('show'),
                buy(): object {
                  this.setData({ n: this.data.n + 1 })
                  return this.data
                },
              },
            })
          },
        },
      },
    )
    phone.coldStart()
    expect(since()).toEqual(['behavior attached', 'attached', 'load', 'shown', 'show', 'ready'])
    expect(phone.tap('buy')).toEqual({ from: 'behavior', n: 2 })
    expect(phone.tap('sell')).toBe('sold')
    expect(() => phone.tap('none')).toThrow('has no none')
  })

  test('are shared, kept, pulled and touched', async () => {
    start(
      {},
      {
        app: () => App({}),
        pages: {
          'pages/home/home': () =>
            Page({
              onShareAppMessage: ({ from }) => ({
                title: from,
                promise: new Promise<object>(resolve =>
                  setTimeout(() => resolve({ path: '/pages/home/home?by=me' }), 100),
                ),
              }),
              onAddToFavorites: () => ({ query: 'fav=1' }),
              onPullDownRefresh: () => void log.push('pulled'),
              buy: (event: WechatMiniprogram.TouchEvent) => event.currentTarget.dataset.id,
            }),
        },
      },
    )
    const card = phone.share('button')
    await phone.pass(100)
    expect(await card).toEqual({ title: 'button', path: '/pages/home/home?by=me' })
    const late = phone.share()
    setTimeout(() => {}, 0)
    await phone.pass(3_000)
    expect(await late).toMatchObject({ title: 'menu' })
    expect(phone.addToFavorites()).toEqual({ query: 'fav=1' })
    phone.pullDown()
    expect(phone.tap('buy', { dataset: { id: 'p-1' } })).toBe('p-1')
    expect(since()).toEqual(['pulled'])
    phone.close()
    start()
    await expect(phone.share()).rejects.toThrow('cannot be shared')
  })

  test('see what the test shows them', () => {
    start()
    const observer = wx.createIntersectionObserver(phone.page(), { thresholds: [0.5] })
    observer
      .relativeToViewport()
      .observe('.card', ({ intersectionRatio, dataset }) => void log.push(`${dataset.id} ${intersectionRatio}`))
    phone.see('.card', { ratio: 0.6, dataset: { id: 'p-1' } })
    phone.see('.other', { ratio: 1 })
    observer.disconnect()
    phone.see('.card', { ratio: 1 })
    expect(since()).toEqual(['p-1 0.6'])
  })
})

describe('coming in', () => {
  test('through a card, and again through another', () => {
    start()
    phone.coldStart({ url: '/pages/product/product?id=p-1', scene: 1007 })
    expect(since()).toEqual([
      'launch 1007',
      'show pages/product/product',
      'product.onLoad{"id":"p-1"}',
      'product.onShow',
      'product.onReady',
    ])
    expect(wx.getLaunchOptionsSync()).toMatchObject({
      path: 'pages/product/product',
      query: { id: 'p-1' },
      scene: 1007,
    })
    phone.hide()
    since()
    phone.show({ scene: 1089 })
    expect(since()).toEqual(['show pages/product/product', 'product.onShow'])
    phone.hide()
    since()
    phone.show({ url: '/pages/product/product?id=p-2', scene: 1008 })
    expect(since()).toEqual([
      'show pages/product/product',
      'product.onUnload',
      'product.onLoad{"id":"p-2"}',
      'product.onShow',
      'product.onReady',
    ])
    expect(wx.getEnterOptionsSync()).toMatchObject({ query: { id: 'p-2' }, scene: 1008 })
    expect(wx.getLaunchOptionsSync()).toMatchObject({ scene: 1007 })
  })

  test('to a page that does not exist', () => {
    const onPageNotFound = ({ path }: { path: string }): void => void log.push(`no ${path}`)
    phone = createFakePhone({ ...SHOP, app: () => App({ onPageNotFound }) })
    phone.coldStart({ url: '/pages/old?id=1' })
    expect(since()).toEqual(['no pages/old'])
  })

  test('App may call onLaunch before the pages are known', () => {
    const program: Program = {
      app: () => App({ onLaunch: () => void log.push('launch') }),
      pages: {
        'pages/home/home': () => {
          log.push('script')
          Page({})
        },
      },
    }
    for (const launch of ['after all scripts', 'in App()'] as const) {
      phone = createFakePhone(program, { launch })
      phone.coldStart()
      phone.close()
    }
    expect(since()).toEqual(['script', 'launch', 'launch', 'script'])
  })

  test('is told to listeners until they are taken off', () => {
    start()
    const onShow = (entry: object): void => void log.push(`wx show ${'scene' in entry && entry.scene}`)
    const onHide = (): void => void log.push('wx hide')
    wx.onAppShow(onShow)
    wx.onAppHide(onHide)
    phone.hide()
    phone.show({ scene: 1038 })
    expect(since().filter(line => line.startsWith('wx'))).toEqual(['wx hide', 'wx show 1038'])
    wx.offAppShow(onShow)
    wx.offAppHide(onHide)
    phone.hide()
    phone.show()
    expect(since().filter(line => line.startsWith('wx'))).toEqual([])
  })
})

describe('what goes wrong', () => {
  test('what is thrown into the host is told, and the app goes on', async () => {
    start(
      {},
      {
        ...SHOP,
        pages: {
          'pages/home/home': () =>
            Page({
              fails: () => {
                throw new Error('oops')
              },
            }),
        },
      },
    )
    wx.onError(() => void log.push('wx.onError'))
    expect(phone.tap('fails')).toBeUndefined()
    setTimeout(() => {
      throw new Error('late')
    }, 1)
    await phone.pass(1)
    expect(since()).toEqual(['oops', 'wx.onError', 'late', 'wx.onError'])
    expect(phone.errors.map(String)).toEqual(['Error: oops', 'Error: late'])
  })

  test('functions can be missing, throw, or never answer', async () => {
    start({ defects: { getDeviceInfo: 'absent', getWindowInfo: 'throws', getNetworkType: 'silent' } })
    expect(wx.getDeviceInfo).toBeUndefined()
    expect(wx.canIUse('getDeviceInfo')).toBe(false)
    expect(wx.canIUse('getAppBaseInfo.return.version')).toBe(true)
    expect(() => wx.getWindowInfo()).toThrow('getWindowInfo:fail')
    wx.getNetworkType({ complete: () => void log.push('answered') })
    await phone.pass(60_000)
    expect(since()).toEqual([])
    expect(wx.getSystemInfoSync()).toMatchObject({ model: 'NOH-AN00', SDKVersion: '3.8.9', windowWidth: 390 })
  })

  test('the environment is what the test says', () => {
    start({
      device: { account: { ...PHONE.account, miniProgram: { appId: 'wx1', envVersion: 'trial', version: '' } } },
    })
    expect(wx.getAccountInfoSync().miniProgram.envVersion).toBe('trial')
  })

  test('afterwards the global object is as before', () => {
    const before = [globalThis.setTimeout, Date, 'wx' in globalThis]
    start()
    expect(globalThis.setTimeout).not.toBe(before[0])
    phone.close()
    expect([globalThis.setTimeout, Date, 'wx' in globalThis]).toEqual(before)
  })
})

test('random bytes', async () => {
  start()
  const { randomValues } = await wx.getRandomValues({ length: 16 })
  expect(new Set(new Uint8Array(randomValues)).size).toBeGreaterThan(4)
})
