import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'
import { linkTo } from './linker.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { clicks } from '../src/plugins/clicks.ts'
import { linker } from '../src/plugins/linker.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => {
  window.hashes = [location.hash]
  window.events = []
  for (const type of ['hashchange', 'popstate']) addEventListener(type, () => window.events.push(type))
  history.replaceState({ mine: 1 }, '')
  const ids = {}
  const tracker = createTracker({
    ...config,
    url: config.url ?? window.collector,
    consent: location.search.includes('pending') ? 'pending' : 'granted',
    plugins: [linker({ domains: ['pay.test'], ids }), pageViews({ hash: true }), clicks()],
  })
  tracker.ids = ids
  window.hashes.push(location.hash)
  return tracker
}`

const BODY = '<div id="tall"></div><h2 id="returns">Returns</h2>'

let site: PluginSite
let there: PluginPage
let port: string
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: BODY, hosts: ['*.test', 'pay.test'] })
})
afterAll(async () => {
  await site?.close()
})
beforeEach(async () => {
  there = await site.open()
  port = new URL(there.url).port
  await there.page.addInitScript(url => Object.assign(window, { collector: url }), there.collector.url)
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  tracker: {
    deviceId(): string
    track(name: string): void
    identify(user: string): void
    consent(state: string): void
    ids: Record<string, string>
  }
  hashes: string[]
  events: string[]
}

const go = (host: string, path = '/'): Promise<unknown> => there.page.goto(`http://${host}:${port}${path}`)
const device = (): Promise<string> => there.page.evaluate(() => window.tracker.deviceId())
const addLink = (href: string): Promise<void> =>
  there.page.evaluate(to => {
    const link = Object.assign(document.createElement('a'), { href: to, textContent: 'pay', id: 'pay' })
    document.body.append(link)
  }, href)
/** Where a link leads once it was pressed, without going there. */
const pressed = (href: string): Promise<string> =>
  there.page.evaluate(to => {
    const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: to }))
    link.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    return link.getAttribute('href') ?? ''
  }, href)
const payloadOf = (url: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(/_md=([\w-]+)/.exec(url)?.[1] ?? '', 'base64url').toString('utf8'))

const who = { device: 'd-1', session: 's-1' }
const urlsSent = (): (string | undefined)[] =>
  there.collector.received.flatMap(({ batch }) => batch.contexts?.map(({ url }) => url) ?? [])

test('a payload is base64url of JSON, behind a hash that is there, and replaces an older one', () => {
  const url = linkTo('https://a.test/x?y=1#/route', { ...who, user: '会员>>>???~1', ids: { openid: 'o' } }, 7)
  expect(url).toMatch(/^https:\/\/a\.test\/x\?y=1#\/route&_md=[\w-]+$/)
  expect(payloadOf(url)).toEqual({ d: 'd-1', s: 's-1', u: '会员>>>???~1', i: { openid: 'o' }, t: 7 })
  expect(linkTo(url, { device: 'd', session: 's' }, 8).match(/_md=/g)).toHaveLength(1)
  for (const end of ['', '#']) expect(linkTo(`/x${end}`, who, 7)).toMatch(/^\/x#_md=[\w-]+$/)
  for (const user of ['', 'a', 'ab', 'abc', '😀'])
    expect(payloadOf(linkTo('/x', { ...who, user }, 7))).toMatchObject({ u: user, t: 7 })
})

test('a click to another site of ours goes on as the same device, session and user, and its hash is as it was', async () => {
  await go('www.shop.test')
  await there.page.evaluate(() => {
    window.tracker.identify('会员-1')
    window.tracker.ids.openid = 'o-1'
  })
  const before = await device()
  await addLink(`http://m.pay.test:${port}/checkout?o=1#/route`)
  await there.page.click('#pay')
  await there.page.waitForURL('**/checkout**')
  expect(await device()).toBe(before)
  expect(there.page.url()).toBe(`http://m.pay.test:${port}/checkout?o=1#/route`)
  expect(await there.page.evaluate(() => [history.state, window.events])).toEqual([{ mine: 1 }, []])
  await there.page.evaluate(() => window.tracker.track('paid'))
  const [paid] = await there.waitFor('paid')
  const [first, second] = await there.waitFor('$page_view', 2)
  expect(paid).toMatchObject({ user: '会员-1', session: first?.session })
  expect(second).toMatchObject({ user: '会员-1', session: first?.session })
  expect((await there.waitFor('$identify', 2))[1]?.props).toEqual({ ids: { openid: 'o-1' } })
  expect(there.events('$first_visit')).toHaveLength(1)
  expect(there.events('$session_start')).toHaveLength(1)
  expect(new Set(there.collector.received.map(({ batch }) => batch.device))).toEqual(new Set([before]))
  expect(urlsSent().filter(url => url?.includes('_md='))).toEqual([])
  // Nor is who it is in what is said of the link.
  expect((await there.waitFor('$click'))[0]?.props?.target_url).toBe(`http://m.pay.test:${port}/checkout?o=1#/route`)
})

test('a form to another site of ours hands over, also with GET, and links within shadow roots do', async () => {
  for (const method of ['get', 'post']) {
    await go('www.shop.test')
    const before = await device()
    await there.page.evaluate(
      ([to, how]) => {
        const form = document.body.appendChild(document.createElement('form'))
        Object.assign(form, { action: to, method: how })
        form.innerHTML = '<input name="q" value="tea"><input name="action"><button id="go">go</button>'
      },
      [`http://${method}.pay.test:${port}/found`, method] as const,
    )
    await there.page.click('#go')
    await there.page.waitForURL('**/found**')
    expect(await device()).toBe(before)
    expect(there.page.url().includes('q=tea')).toBe(method === 'get')
    expect(there.page.url()).not.toContain('#')
  }
  await go('www.shop.test')
  const href = await there.page.evaluate(to => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    root.innerHTML = `<a href="${to}"><b>in</b></a>`
    root.querySelector('b')!.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    return root.querySelector('a')!.getAttribute('href')
  }, `http://pay.test:${port}/`)
  expect(href).toContain('#_md=')
})

test('only http links to other hosts of these domains carry somebody, and only with consent', async () => {
  await go('www.shop.test')
  expect(await pressed('https://pay.test/x')).toContain('#_md=')
  for (const href of [
    'https://stranger.test/',
    'https://notpay.test/',
    'https://pay.test.evil.test/',
    'https://evil.test/?pay.test',
    'mailto:a@pay.test',
    'weixin://pay.test/x',
    'javascript:void 0',
    '/local',
    'http://',
  ]) {
    expect(await pressed(href)).toBe(href)
  }
  await go('www.shop.test', '/?pending')
  expect(await pressed('https://pay.test/x')).toBe('https://pay.test/x')
  expect(await there.exceptions()).toEqual([])
})

test('pressing anything else neither makes a visitor nor keeps a session alive', async () => {
  await go('www.shop.test')
  const stored = (): Promise<string | null> =>
    there.page.evaluate(() => localStorage.getItem('maidian.wk_test.session'))
  await there.waitFor('$page_view')
  await there.page.waitForTimeout(1100)
  const before = await stored()
  await pressed('/local')
  await there.page.evaluate(() => document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })))
  expect(await stored()).toBe(before)
})

test('links elsewhere, and links that are older than a minute or broken, carry nobody over', async () => {
  await go('www.shop.test')
  const own = await device()
  await addLink(`http://stranger.test:${port}/`)
  await there.page.click('#pay')
  await there.page.waitForURL('http://stranger.test**')
  expect(await device()).not.toBe(own)
  expect(await there.page.evaluate(() => window.hashes[0])).toBe('')

  for (const url of [
    linkTo(`http://a.pay.test:${port}/`, who, Date.now() - 61_000),
    linkTo(`http://b.pay.test:${port}/`, who, Date.now() + 120_000),
    `http://c.pay.test:${port}/#_md=broken`,
    `http://d.pay.test:${port}/#_md=`,
    `http://e.pay.test:${port}/#_md=%E0%A4`,
    `http://f.pay.test:${port}/#_md=${btoa(`{"d":1,"s":"s","t":${Date.now()}}`)}`,
    `http://g.pay.test:${port}/#_md=${btoa('null')}`,
  ]) {
    await there.page.goto(url)
    expect(await device()).not.toBe('d-1')
    expect(await there.page.evaluate(() => window.hashes)).toEqual([expect.stringContaining('_md='), ''])
  }
  await there.page.goto(linkTo(`http://h.pay.test:${port}/`, { ...who, ids: { openid: 'o-1' } }))
  expect(await device()).toBe('d-1')
  const [identified] = await there.waitFor('$identify', 1)
  expect(identified).toMatchObject({ session: 's-1', props: { ids: { openid: 'o-1' } } })
  expect(await there.exceptions()).toEqual([])
  expect(await there.problems()).toEqual([])
})

test('what the page had in its hash before and behind the payload stays', async () => {
  const [payload] = /_md=[\w-]+/.exec(linkTo('/', who)) ?? []
  for (const [given, left] of [
    [`#${payload}&tab=2`, '#tab=2'],
    [`#/route?a=1&${payload}&tab=2`, '#/route?a=1&tab=2'],
    ['#/route?x_md=1', '#/route?x_md=1'],
  ]) {
    await there.page.goto('about:blank')
    await go('www.pay.test', `/${given}`)
    expect(await there.page.evaluate(() => location.hash)).toBe(left)
  }
})

test('a link to a place within the page still leads there', async () => {
  await there.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => document.getElementById('tall')?.style.setProperty('height', '3000px'))
  })
  await there.page.goto(linkTo(`http://www.pay.test:${port}/help#returns`, who))
  await there.page.waitForFunction(() => scrollY > 1000, undefined, { timeout: 3000 })
})

test('who hands over while consent is pending is adopted once it is given, for what was held as well', async () => {
  await there.page.goto(linkTo(`http://www.pay.test:${port}/?pending`, { ...who, user: 'u-1' }))
  expect(await there.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('d-1')
  await there.page.evaluate(() => window.tracker.consent('granted'))
  expect(await device()).toBe('d-1')
  const [view] = await there.waitFor('$page_view')
  expect(view).toMatchObject({ session: 's-1', user: 'u-1' })
  expect(there.events('$first_visit')).toEqual([])
})
