import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../sdk-web/testing/plugin-page.ts'
import { made } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('id-cookie')
const DAY = 86_400

/** The page of a shop whose visitors are known on all of its hosts. */
const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { pageLeave } from '../src/plugins/page-leave.ts'
import { pageViews } from '../src/plugins/page-views.ts'
import { subdomainCookie } from '../src/plugins/subdomain-cookie.ts'
export const start = config => createTracker({ ...config, identityFacts: subdomainCookie(), plugins: [pageViews(), pageLeave()] })`

const CONFIG = `hosts: [www.shop.test]
projects:
  - name: shop
    sources: [{key: wk_test, kind: web, origins: ["*"], id_cookie: {domain: shop.test}}]
`
const NAME = 'maidian.wk_test.who'

declare const window: { tracker: { deviceId(): string; track(name: string): void; flush(): Promise<void> } }

let maidian: Maidian
let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  const config = join(folder, 'maidian.yaml')
  writeFileSync(config, CONFIG)
  maidian = await startMaidian({ data: join(folder, 'data'), config })
  site = await startPluginSite({ script: SCRIPT, hosts: ['*.shop.test', '*.evil.test'] })
})
afterAll(async () => {
  await site?.close()
  expect(await maidian.stop()).toBe(0)
})
beforeEach(async () => {
  there = await site.open()
})
afterEach(async () => {
  await there.close()
})

/** The collector under another name of this machine. */
const collectorAt = (host: string): string => `http://${host}:${new URL(maidian.url).port}`
const pageAt = (host: string): string => `http://${host}:${new URL(there.url).port}/`

const who = async (context: BrowserContext) => {
  const found = (await context.cookies()).filter(({ name }) => name === NAME)
  expect(found.length).toBeLessThan(2)
  return found[0]
}
const daysLeft = async (): Promise<number> => (((await who(there.context))?.expires ?? 0) - Date.now() / 1000) / DAY

/** Opens the shop, whose tracker writes the cookie, and lets the cookie live as long as Safari lets a script's live. */
const visitInSafari = async (): Promise<string> => {
  await there.context.addCookies([
    { name: 'collector', value: collectorAt('t.shop.test'), domain: '.shop.test', path: '/' },
  ])
  await there.page.goto(pageAt('www.shop.test'))
  const device = await there.page.evaluate(async () => {
    window.tracker.track('view_item')
    await window.tracker.flush()
    return window.tracker.deviceId()
  })
  const cookie = await who(there.context)
  if (!cookie) throw new Error('the tracker wrote no cookie')
  await there.context.addCookies([{ ...cookie, expires: Date.now() / 1000 + 7 * DAY }])
  expect(await daysLeft()).toBeLessThan(7.1)
  return device
}

test('the beacon of a page that is left renews its cookie, and a page whose storage was emptied is the same device', async () => {
  const device = await visitInSafari()
  const before = await who(there.context)
  // The tracker's own requests carry no cookies, and so can set none.
  await there.page.evaluate(async () => {
    window.tracker.track('add_to_cart')
    await window.tracker.flush()
  })
  expect(await daysLeft()).toBeLessThan(7.1)

  await there.page.goto('about:blank')
  await until('the cookie is renewed', async () => (await daysLeft()) > 389)
  expect(await who(there.context)).toEqual({ ...before, expires: expect.any(Number) })
  expect(before).toMatchObject({ domain: '.shop.test', path: '/', sameSite: 'Lax', httpOnly: false })

  await there.page.goto(pageAt('m.shop.test'))
  await there.page.evaluate(() => localStorage.clear())
  const fresh = await there.context.newPage()
  await fresh.goto(pageAt('m.shop.test'))
  await fresh.evaluate(() => localStorage.clear())
  await fresh.goto(pageAt('pay.shop.test'))
  expect(await fresh.evaluate(() => [localStorage.length > 0, window.tracker.deviceId()])).toEqual([true, device])
  await until('all of it is one device', async () => {
    const rows = await maidian.query<{ device: string; n: number }>(
      "SELECT device, count()::UInt32 AS n FROM shop.events WHERE name IN ('view_item', 'add_to_cart', '$page_leave') GROUP BY device",
    )
    return rows.length === 1 && rows[0]?.device === device && rows[0].n >= 3
  })
})

const batch = (device = 'd-other') => JSON.stringify({ device, events: [made('view_item')] })

test('a page of the site that sends its cookies along gets its own cookie back, never the id in the batch', async () => {
  await visitInSafari()
  const before = await who(there.context)
  const status = await there.page.evaluate(
    async ([url = '', body = '']) => (await fetch(url, { method: 'POST', body, credentials: 'include' })).status,
    [`${collectorAt('t.shop.test')}/v1/events?key=wk_test`, batch()],
  )
  expect(status).toBe(204)
  expect(await daysLeft()).toBeGreaterThan(389)
  expect((await who(there.context))?.value).toBe(before?.value)
})

test('a collector behind the shop’s own host needs no credentials mode', async () => {
  await visitInSafari()
  // The demo shop is served by the collector's own port.
  await there.page.goto(`${collectorAt('www.shop.test')}/shop/`)
  const status = await there.page.evaluate(
    async (body: string) => (await fetch('/v1/events?key=wk_test', { method: 'POST', body })).status,
    batch(),
  )
  expect(status).toBe(204)
  expect(await daysLeft()).toBeGreaterThan(389)
})

test('a page of another site can neither renew nor set it, and may not read an answer with cookies', async () => {
  const expires = Date.now() / 1000 + 7 * DAY
  await there.context.addCookies([
    { name: NAME, value: 'w', domain: '.shop.test', path: '/', sameSite: 'Lax', expires },
  ])
  const before = await who(there.context)
  await there.page.goto(pageAt('www.evil.test'))
  const outcomes = await there.page.evaluate(
    async ([url = '', ...bodies]) => {
      const post = (credentials: RequestCredentials) =>
        fetch(url, { method: 'POST', body: bodies.pop() ?? '', credentials }).then(
          reply => reply.status,
          () => 'refused by the browser',
        )
      return [await post('include'), await post('omit'), navigator.sendBeacon(url, bodies.pop())]
    },
    [`${collectorAt('t.shop.test')}/v1/events?key=wk_test`, batch('d-evil'), batch('d-evil'), batch('d-evil')],
  )
  expect(outcomes).toEqual(['refused by the browser', 204, true])
  await until('all three were answered', async () => {
    const [row] = await maidian.query<{ n: number }>(
      "SELECT count()::UInt32 AS n FROM shop.events WHERE device = 'd-evil'",
    )
    return row?.n === 3
  })
  expect(await who(there.context)).toEqual(before)
})
