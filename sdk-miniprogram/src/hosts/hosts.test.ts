import { type FakeCollector, startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakePhone, type FakePhone } from '../../testing/fake-wx/index.ts'
import { createTracker, lifeCycle, pageViews } from '../index.ts'

let collector: FakeCollector
let phone: FakePhone

type Wx = typeof wx

/** Alipay's shape over the fake's functions: objects in and out, answers instead of throws, and failures by status. */
const asAlipay = (api: Wx) => ({
  ...api,
  SDKVersion: '2.9.0',
  getStorageSync: ({ key }: { key: string }) => ({ data: api.getStorageSync(key) || null }),
  setStorageSync: ({ key, data }: { key: string; data: string }) => {
    try {
      api.setStorageSync(key, data)
      return { success: true }
    } catch (cause) {
      return { success: false, error: 14, errorMessage: String(cause) }
    }
  },
  removeStorageSync: ({ key }: { key: string }) => api.removeStorageSync(key),
  request: (options: {
    url: string
    data: string
    headers: object
    success(reply: object): void
    fail(error: object): void
  }) =>
    api.request({
      ...options,
      method: 'POST',
      header: options.headers,
      success: ({ statusCode, data, header }) => {
        if (statusCode < 300) options.success({ status: statusCode, data, headers: header })
        else options.fail({ error: 19, status: statusCode })
      },
    }),
})

const visit = (host: string, make: (api: Wx) => object): void => {
  const app = (): void => {
    Object.assign(globalThis, { [host]: make(wx) })
    createTracker({ key: 'wk_mini', url: collector.url, plugins: [lifeCycle(), pageViews()] })
    App({})
  }
  phone = createFakePhone({ app, pages: { 'pages/home/home': () => Page({}) } })
  phone.coldStart()
}
const HOSTS = ['my', 'tt', 'swan', 'qq', 'ks', 'xhs']

beforeEach(async () => {
  collector = await startFakeCollector()
})
afterEach(async () => {
  phone.close()
  for (const host of HOSTS) Reflect.deleteProperty(globalThis, host)
  await collector.close()
})

test.each([
  ['my', asAlipay, 'text/plain'],
  ['tt', (api: Wx) => api, 'application/json'],
  ...['swan', 'qq', 'ks', 'xhs'].map(host => [host, (api: Wx) => api, 'text/plain'] as const),
] as const)('%s: a visit arrives, and says where it was', async (host, make, type) => {
  visit(host, make)
  await phone.pass(2000)
  expect(collector.acknowledged.map(({ event }) => event)).toEqual([
    '$first_visit',
    '$session_start',
    '$app_launch',
    '$app_show',
    '$page_view',
  ])
  expect(collector.received[0]?.type).toBe(type)
  expect(collector.received[0]?.batch.contexts?.[0]).toMatchObject({ host, path: 'pages/home/home' })
})

test('Alipay: statuses beyond 2xx, and a storage that answers instead of throwing, lose nothing', async () => {
  collector.behave = () => ({ status: 503 })
  visit('my', asAlipay)
  phone.storageRefuses = key => key.includes('.q.')
  await phone.pass(5000)
  phone.hide()
  await phone.pass(2000)
  phone.storageRefuses = () => false
  collector.behave = () => ({ status: 204 })
  await phone.pass(120_000)
  phone.show()
  await phone.pass(1000)
  expect(collector.acknowledged.map(({ event }) => event)).toContain('$app_hide')
  expect([...phone.stored.keys()].filter(key => key.includes('.q.'))).toEqual([])
})
