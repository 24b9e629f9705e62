import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type HostedApp, hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { type Maidian, root, startMaidian, until } from '../harness/maidian.ts'

const folder = testFolder('web-view')
const SHOP = join(root, 'e2e/miniprogram/native')
let maidian: Maidian
let chromium: RunningChromium
let app: HostedApp
let h5: { url: string; close(): void }

/** A page of the shop as a web-view shows it, on a site of its own. */
const startH5 = async (): Promise<typeof h5> => {
  const script = readFileSync(join(root, 'sdk-web/dist/maidian.all.js'))
  const server = createServer(({ url }, response) => {
    const isScript = url === '/maidian.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript
        ? script
        : `<!doctype html><title>h5</title><script src="/maidian.js"></script><script>
          const { createTracker, linker, pageViews } = Maidian
          const tracker = createTracker({
            key: 'wk_demo_web', url: '${maidian.url}', flushEveryMs: 50, plugins: [linker({ domains: [] }), pageViews()],
          })
          tracker.track('read_story')</script>`,
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The app's own: what a test can make happen from outside is the kind of network. */
const tracker = (): string => `
  const { createTracker, lifeCycle, pageViews, webView } = require('./maidian.wx.js')
  const handover = webView({ ids: { openid: 'o-1' } })
  const tracker = createTracker({
    key: 'wk_demo_mini', url: '${maidian.url}', flushEveryMs: 50, plugins: [lifeCycle(), pageViews(), handover],
  })
  wx.onNetworkStatusChange(({ networkType }) => {
    if (networkType === '3g') wx.setNavigationBarTitle({ title: handover.urlFor('${h5.url}/story') })
    if (networkType === '4g') tracker.identify('u-1')
  })`

beforeAll(async () => {
  maidian = await startMaidian({ data: join(folder, 'data') })
  chromium = await launchChromium()
  h5 = await startH5()
  const files = {
    'maidian.wx.js': readFileSync(join(root, 'sdk-miniprogram/dist/maidian.wx.js'), 'utf8'),
    'tracker.js': tracker(),
  }
  app = await hostInJsdom(SHOP, { files, entry: { scene: 1001 } })
})
afterAll(async () => {
  await app?.close()
  h5?.close()
  await chromium?.close()
  await maidian?.stop()
})

type Row = { device: string; session: string; person_key: string; name: string; path: string }
const rows = (): Promise<Row[]> =>
  maidian.query<Row>('SELECT device, session, person_key, name, path FROM shop.all_events ORDER BY time, stream, seq')
const stored = (event: string, at: string): Promise<void> =>
  until(`${event} is stored`, async () => (await rows()).some(({ name, path }) => name === event && path === at))

test('anonymous in the mini-program, on a web page in its web-view, logged in last: one person, one session, one path', async () => {
  await app.navigateTo('/pages/product/product?id=p-1')
  await app.setNetwork('3g')
  await expect.poll(() => app.title()).toContain('_md=')
  const page = await chromium.browser.newPage()
  await page.goto(await app.title())
  expect(page.url()).toBe(`${h5.url}/story`)
  await stored('read_story', '/story')
  await app.back()
  await app.tapTab('pages/mine/mine')
  await app.setNetwork('4g')
  await stored('$identify', '/pages/mine/mine')

  await until(
    'the link serves earlier events',
    async () => new Set((await rows()).map(one => one.person_key)).size === 1,
  )
  const all = await rows()
  expect(new Set(all.map(({ device }) => device)).size).toBe(1)
  expect(new Set(all.map(({ session }) => session)).size).toBe(1)
  for (const once of ['$first_visit', '$session_start', '$app_launch', 'read_story']) {
    expect(all.filter(({ name }) => name === once).length, once).toBe(1)
  }
  expect(all.filter(({ name }) => name === '$page_view').map(({ path }) => path)).toEqual([
    '/pages/home/home',
    '/pages/product/product',
    '/story',
    '/pages/home/home',
    '/pages/mine/mine',
  ])
  const { steps } = await maidian.ask<{ steps: { users: number }[] }>('funnel', {
    steps: [{ event: '$app_launch' }, { event: 'read_story' }, { event: '$identify' }],
  })
  expect(steps.map(({ users }) => users)).toEqual([1, 1, 1])
})
