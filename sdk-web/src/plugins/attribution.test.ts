import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { attribution } from '../src/plugins/attribution.ts'
export const start = config => {
  const query = Object.fromEntries(new URLSearchParams(location.search))
  return createTracker({
    ...config,
    consent: query.consent,
    plugins: [attribution({ onEvents: query.on === '1', ignore: ['pay.example'], keep: query.keep?.split(',') })],
  })
}`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT })
})
afterAll(async () => {
  await site?.close()
})
beforeEach(async () => {
  there = await site.open()
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  tracker: { track(name: string): void; consent(state: string): void; reset(): void }
}
/** All that came until now, by event. */
const profiles = async (): Promise<[string, unknown][]> => {
  const before = there.events('done').length
  await there.page.evaluate(() => window.tracker.track('done'))
  await there.waitFor('done', before + 1)
  return [...new Map(there.collector.acknowledged.map(event => [event.id, event])).values()]
    .filter(({ event }) => event.startsWith('$profile'))
    .map(({ event, props }) => [event, props?.properties])
}
const touch = (prefix: string, values: Record<string, string>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value])),
  [`${prefix}touch_time`]: expect.any(Number),
})

test('the first touch is sent once for a device, each other one as the latest; a direct visit changes neither', async () => {
  await there.visit(`/landing?utm_source=wechat&utm_campaign=${'😀'.repeat(300)}&bd_vid=77&gdt_vid=8&private=1`)
  await there.page.reload()
  await there.visit('/direct')
  await there.visit('/again?utm_source=mail&utm_term=')
  await there.page.reload()
  const first = {
    utm_source: 'wechat',
    utm_campaign: '😀'.repeat(200),
    click_id_name: 'bd_vid',
    click_id: '77',
    landing_url: '/landing',
  }
  const second = { utm_source: 'mail', landing_url: '/again' }
  expect(await profiles()).toEqual([
    ['$profile_set_once', touch('first_', first)],
    ['$profile_set', touch('latest_', first)],
    // Of two touches no third one is made.
    ['$profile_unset', { latest_utm_campaign: true, latest_click_id_name: true, latest_click_id: true }],
    ['$profile_set', touch('latest_', second)],
  ])
  expect(await there.exceptions()).toEqual([])
})

test('another site that sent the visitor is a touch; our own pages and those to be ignored are none', async () => {
  await there.visit('/a')
  await there.page.evaluate(() => {
    location.href = '/b'
  })
  await there.page.waitForURL('**/b')
  for (const referer of ['https://pay.example/x', 'https://m.pay.example/x', 'https://search.example:8443/p?q=secret'])
    await there.page.goto(`${there.url}/c`, { referer })
  const search = { referrer_host: 'search.example', landing_url: '/c' }
  expect(await profiles()).toEqual([
    ['$profile_set_once', touch('first_', search)],
    ['$profile_set', touch('latest_', search)],
  ])
})

test('what brought a visitor who consents later is not lost, and nothing is stored before', async () => {
  await there.visit('/landing?utm_source=wechat&consent=pending')
  expect(await there.page.evaluate(() => Object.keys(localStorage))).toEqual([])
  await there.page.evaluate(() => history.replaceState({}, '', '/clean'))
  await there.page.evaluate(() => window.tracker.consent('granted'))
  const landing = { utm_source: 'wechat', landing_url: '/landing' }
  expect((await profiles())[0]).toEqual(['$profile_set_once', touch('first_', landing)])
})

test('asked to, it puts the latest touch alone on events; another device has a first touch of its own', async () => {
  await there.visit('/?utm_source=wechat&utm_term=tea&on=1')
  await profiles()
  await there.visit('/?utm_source=mail&on=1')
  await profiles()
  const [first, second] = there.events('done').map(({ props }) => props)
  expect(first).toMatchObject({ latest_utm_source: 'wechat', latest_utm_term: 'tea' })
  expect(second).toEqual(touch('latest_', { utm_source: 'mail', landing_url: '/' }))
  await there.page.evaluate(() => window.tracker.reset())
  await there.visit('/?utm_source=sms')
  expect((await profiles()).filter(([event]) => event === '$profile_set_once')).toEqual([
    ['$profile_set_once', touch('first_', { utm_source: 'wechat', utm_term: 'tea', landing_url: '/' })],
    ['$profile_set_once', touch('first_', { utm_source: 'sms', landing_url: '/' })],
  ])
})

test('other parameters can be told', async () => {
  await there.visit('/?keep=from_shop&from_shop=12&utm_source=x')
  expect((await profiles())[1]).toEqual(['$profile_set', touch('latest_', { from_shop: '12', landing_url: '/' })])
})
