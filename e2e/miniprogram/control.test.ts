import { fileURLToPath } from 'node:url'
import { type HostedApp, hostInChromium, hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SensorsServer, sensorsTracker, startSensorsServer } from './sensors.ts'

const SHOP = fileURLToPath(new URL('native', import.meta.url))

let chromium: RunningChromium
let server: SensorsServer
let app: HostedApp
beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(() => chromium?.close())
beforeEach(async () => {
  server = await startSensorsServer()
})
afterEach(async () => {
  await app?.close()
  await server?.close()
})

// A tracker that is known to work shows that the host does: what is missing with ours is then ours.
test.each(['jsdom', 'Chromium'])('in %s the tracker of 神策 tells of a visit, each thing once', async where => {
  const options = { files: sensorsTracker(server.url), entry: { url: '/pages/home/home?utm_source=x', scene: 1011 } }
  app = where === 'jsdom' ? await hostInJsdom(SHOP, options) : await hostInChromium(chromium.browser, SHOP, options)
  await expect.poll(() => app.text()).toContain('Red shoes')
  await app.tap('#card-p-1')
  await expect.poll(() => app.title()).toBe('Red shoes')
  // The method of a component, which this tracker wraps, and one of a behavior, which it does not.
  await app.tap('#price')
  await app.tap('#buy')
  await expect.poll(() => app.text()).toContain('1 bought, 100 explained')
  const card = await app.share()
  await app.back()
  await app.hide()

  await expect.poll(() => server.names(), { timeout: 10_000 }).toContain('$MPHide pages/home/home')
  expect(server.names()).toEqual([
    '$MPLaunch pages/home/home',
    '$MPShow pages/home/home',
    '$MPViewScreen pages/home/home',
    '$MPClick pages/home/home',
    '$MPPageLeave pages/home/home',
    '$MPViewScreen pages/product/product',
    '$MPClick pages/product/product',
    '$MPShare pages/product/product',
    '$MPPageLeave pages/product/product',
    '$MPViewScreen pages/home/home',
    '$MPPageLeave pages/home/home',
    '$MPHide pages/home/home',
  ])
  const [launch] = server.events
  expect(launch?.properties).toMatchObject({
    $scene: 'wx-1011',
    $utm_source: 'x',
    $network_type: 'WIFI',
    $model: 'NOH-AN00',
  })
  // It amends what a page shares, and so has seen it.
  expect(card).toMatchObject({ title: 'Red shoes (menu)', path: expect.stringContaining('sampshare=') })
  expect(await app.errors()).toEqual([])
  expect(await app.refused()).toEqual([])
})
