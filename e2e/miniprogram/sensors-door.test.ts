import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HostedApp, hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { facts, type OtherShop, startOtherShop } from '../doors/other-shop.ts'
import { testFolder } from '../harness/folder.ts'
import { sensorsTracker } from './sensors.ts'

const SHOP = fileURLToPath(new URL('native', import.meta.url))

const folder = testFolder('sensors-door')
let shop: OtherShop
let app: HostedApp | undefined
beforeAll(async () => {
  shop = await startOtherShop(join(folder, 'data'))
})
afterEach(() => app?.close())
afterAll(() => shop?.close())

test("神策's tracker in a mini-program: a visit arrives in ClickHouse, each thing once", async () => {
  const began = Date.now()
  const url = `http://127.0.0.1:${shop.twice.port}/sa?project=default&token=wk_mini`
  app = await hostInJsdom(SHOP, {
    files: sensorsTracker(url),
    entry: { url: '/pages/home/home?utm_source=x', scene: 1011 },
  })
  await expect.poll(() => app?.text()).toContain('Red shoes')
  await app.tap('#card-p-1')
  await expect.poll(() => app?.title()).toBe('Red shoes')
  await app.tap('#price')
  await app.share()
  await app.back()
  await app.hide()

  // What it says of the user's profile is not counted here.
  const rows = await shop.rows(12, "source = 'mini' AND name NOT LIKE '$profile%'")
  expect(facts(rows, 'name', 'path')).toEqual([
    ['$app_launch', '/pages/home/home'],
    ['$app_show', '/pages/home/home'],
    ['$page_view', '/pages/home/home'],
    ['$click', '/pages/home/home'],
    ['$page_leave', '/pages/home/home'],
    ['$page_view', '/pages/product/product'],
    ['$click', '/pages/product/product'],
    ['$share', '/pages/product/product'],
    ['$page_leave', '/pages/product/product'],
    ['$page_view', '/pages/home/home'],
    ['$page_leave', '/pages/home/home'],
    ['$app_hide', '/pages/home/home'],
  ])
  const [device] = new Set(rows.map(row => row.device))
  expect(device).not.toBe('')
  expect(new Set(rows.map(row => row.device)).size).toBe(1)
  const byName = new Map(rows.map(row => [row.name, row]))
  expect(byName.get('$app_launch')).toMatchObject({
    platform: 'mini',
    scene: '1011',
    utm_source: 'x',
    network: 'wifi',
    device_model: 'NOH-AN00',
    browser: 'WeChat',
    sdk: expect.stringMatching(/^MiniProgram\/1\./),
    verdict: 'accepted',
  })
  // The last page is left at once.
  expect(byName.get('$page_leave')?.props.duration_ms).toMatch(/^\d+$/)
  expect(byName.get('$share')?.props).toMatchObject({ depth: '1', channel: 'message' })
  for (const row of rows) {
    expect(row.verdict, String(row.name)).toBe('accepted')
    expect(row.client_time).toBeGreaterThan(began - 1000)
    expect(row.client_time).toBeLessThan(Date.now() + 1000)
  }
  expect(shop.twice.passed.length).toBeGreaterThan(0)
  expect(await app.errors()).toEqual([])
})
