import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { attribution } from '../src/plugins/attribution.ts'
import { experiments } from '../src/plugins/experiments.ts'
import { webVitals } from '../src/plugins/web-vitals.ts'
export const start = config => {
  const shown = window.experiments = experiments({ onEvents: true })
  shown.exposed('early', 'b')
  const query = Object.fromEntries(new URLSearchParams(location.search))
  return createTracker({ ...config, consent: query.consent, plugins: [attribution({ onEvents: query.on === '1' }), shown, webVitals()] })
}`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: '<h1>shop</h1><p>text</p>' })
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
  tracker: { track(name: string): void; consent(state: string): void; flush(): Promise<void> }
  experiments: { exposed(key: string, variant: string): void }
}
const track = (name: string): Promise<void> => there.page.evaluate(event => window.tracker.track(event), name)

test('first and latest touch go to the profile, once each; a direct visit changes neither', async () => {
  await there.visit(`/landing?utm_source=wechat&utm_campaign=${'x'.repeat(300)}&bd_vid=77&private=1`)
  await there.page.reload()
  await there.visit('/direct')
  await there.visit('/again?utm_source=mail')
  await track('done')
  await there.waitFor('done')
  const touch = (prefix: string, values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
  const first = {
    utm_source: 'wechat',
    utm_campaign: 'x'.repeat(200),
    click_id_name: 'bd_vid',
    click_id: '77',
    landing_path: '/landing',
  }
  const second = { utm_source: 'mail', landing_path: '/again' }
  expect(there.events('$profile_set_once').map(({ props }) => props?.properties)).toEqual([
    touch('first_', first),
    touch('first_', second),
  ])
  expect(there.events('$profile_set').map(({ props }) => props?.properties)).toEqual([
    touch('latest_', first),
    touch('latest_', second),
  ])
})

test('another site that sent the visitor is a touch; our own pages are none', async () => {
  await there.visit('/a')
  await there.page.evaluate(() => {
    location.href = '/b'
  })
  await there.page.waitForURL('**/b')
  await there.page.goto(`${there.url}/c`, { referer: 'https://search.example/path?q=secret' })
  await track('done')
  await there.waitFor('done')
  expect(there.events('$profile_set').map(({ props }) => props?.properties)).toEqual([
    { latest_referrer_host: 'search.example', latest_landing_path: '/c' },
  ])
})

test('what brought a visitor who consents later is not lost', async () => {
  await there.visit('/landing?utm_source=wechat&consent=pending&on=1')
  await there.page.evaluate(() => history.replaceState({}, '', '/clean'))
  await there.page.evaluate(() => window.tracker.consent('granted'))
  await track('done')
  const [done] = await there.waitFor('done')
  expect(there.events('$profile_set_once')[0]?.props?.properties).toMatchObject({ first_utm_source: 'wechat' })
  expect(done?.props).toMatchObject({ latest_utm_source: 'wechat' })
})

test('a variant is told once, and is on later events when asked for', async () => {
  await there.visit()
  await there.page.evaluate(() => {
    window.experiments.exposed('price', 'a')
    window.experiments.exposed('price', 'a')
  })
  await track('done')
  const [done] = await there.waitFor('done')
  expect(there.events('$experiment').map(({ props }) => [props?.key, props?.variant])).toEqual([
    ['early', 'b'],
    ['price', 'a'],
  ])
  expect(done?.props).toMatchObject({ exp_early: 'b', exp_price: 'a' })
})

test('web vitals come with their values', async () => {
  await there.visit()
  await there.page.click('h1')
  await there.page.waitForTimeout(300)
  await there.page.goto('about:blank')
  await there.visit('/next')
  await there.waitFor('$web_vital', 4)
  const vitals = there.events('$web_vital').map(({ props }) => props as { name: string; value: number })
  expect(vitals.map(({ name }) => name)).toEqual(expect.arrayContaining(['TTFB', 'FCP', 'LCP', 'CLS']))
  for (const { value } of vitals) expect(value).toBeGreaterThanOrEqual(0)
  expect(await there.exceptions()).toEqual([])
})
