import { type FakeCollector, startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakePhone, type FakePhone } from '../../testing/fake-wx/index.ts'
import { createTracker } from '../entries/wx.ts'
import { type ExposureOptions, exposure } from './exposure.ts'

let collector: FakeCollector
let phone: FakePhone

const visit = (options: ExposureOptions = {}): void => {
  const app = (): void => {
    createTracker({ key: 'wk_mini', url: collector.url, plugins: [exposure(options)] })
    App({})
  }
  const page = () =>
    Page({
      setData(data: object) {
        Object.assign(this, data)
      },
    })
  phone = createFakePhone({ app, pages: { 'pages/home/home': page, 'pages/next/next': page } })
  phone.coldStart()
}
const banner = (ratio: number, md = 'banner') => ({ ratio, dataset: { md, mdProps: { slot: 1 } } })
const see = async (ratio: number, forMs: number, md?: string): Promise<void> => {
  phone.see('.md-exposure', banner(ratio, md))
  await phone.pass(forMs)
}
const exposures = async (): Promise<unknown[]> => {
  await phone.pass(2000)
  return collector.acknowledged.filter(({ event }) => event === '$exposure').map(({ props }) => props)
}

beforeEach(async () => {
  collector = await startFakeCollector()
})
afterEach(async () => {
  phone.close()
  await collector.close()
})

test('an element that was in view long enough is told when it leaves, once a page', async () => {
  visit()
  await see(0.8, 900)
  await see(0.1, 100)
  await see(0.9, 900)
  await see(0, 100)
  expect(await exposures()).toEqual([{ element: 'banner', slot: 1, duration_ms: 900, ratio: 0.8 }])
})

test('repeated: each time', async () => {
  visit({ repeated: true })
  for (let i = 0; i < 2; i++) {
    await see(0.8, 900)
    await see(0, 100)
  }
  expect((await exposures()).length).toBe(2)
})

test('too short and too little do not count', async () => {
  visit()
  await see(0.8, 400)
  await see(0, 100)
  await see(0.4, 2000)
  await see(0, 100)
  expect(await exposures()).toEqual([])
})

test('what is in view when its page goes is told then, before the app is hidden and when it is left', async () => {
  visit()
  await see(1, 700, 'first')
  phone.hide()
  await phone.pass(1000)
  phone.show()
  await see(1, 800, 'second')
  phone.navigateTo('/pages/next/next')
  expect(await exposures()).toMatchObject([
    { element: 'first', duration_ms: 700 },
    { element: 'second', duration_ms: 800 },
  ])
})

test('looks again after setData, and lets go of a page that is gone', async () => {
  visit()
  ;(phone.page() as { setData(data: object): void }).setData({ list: [1] })
  await phone.pass(500)
  await see(1, 600)
  await see(0, 100)
  phone.reLaunch('/pages/next/next')
  await see(1, 600, 'other')
  await see(0, 100, 'other')
  expect(await exposures()).toMatchObject([{ element: 'banner' }, { element: 'other' }])
})
