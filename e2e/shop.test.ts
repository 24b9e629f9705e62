import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { logsUnderTest } from './harness/logs.ts'
import { type Maidian, SHIPPED, startMaidian, until } from './harness/maidian.ts'
import { networkTo } from './harness/network.ts'

const folder = testFolder('shop')
const logs = await logsUnderTest('shop')
let chromium: RunningChromium
beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium?.close()
  for (const { kafka } of logs) await kafka?.stop()
})

const STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'create_order', 'purchase']
type Funnel = { steps: { users: number }[] }

const visit = async (url: string): Promise<Page> => {
  const context = await chromium.browser.newContext()
  const page = await context.newPage()
  page.on('pageerror', error => {
    throw error
  })
  await page.goto(`${url}/shop/`)
  return page
}

const putInCart = async (page: Page, product: string): Promise<void> => {
  await page.locator('a.card', { hasText: product }).first().click()
  await page.getByRole('button', { name: '加入购物车' }).click()
  await page.getByText('已放进购物车').waitFor()
}

const buy = async (page: Page, member: string): Promise<void> => {
  await page.getByRole('link', { name: /购物车/ }).click()
  await page.getByRole('link', { name: '去结算' }).click()
  await page.getByLabel('会员号').fill(member)
  await page.getByLabel('收货地址').fill('上海市黄浦区某路 1 号')
  await page.getByRole('button', { name: '提交订单并支付' }).click()
  await page.getByRole('heading', { name: '支付成功' }).waitFor()
}

describe.each(logs)('a real browser shops, on the $name log', ({ name, env }) => {
  let maidian: Maidian
  beforeAll(async () => {
    maidian = await startMaidian({ data: join(folder, name), config: SHIPPED, env })
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })
  const funnel = async () =>
    (await maidian.ask<Funnel>('funnel', { steps: STEPS.map(event => ({ event })) })).steps.map(({ users }) => users)
  const names = async (where: string) =>
    (await maidian.query<{ name: string }>(`SELECT name FROM shop.events WHERE ${where} ORDER BY stream, seq`)).map(
      row => row.name,
    )

  test('what a visitor does is in ClickHouse, and the funnel moves', async () => {
    const page = await visit(maidian.url)
    await putInCart(page, '西湖龙井')
    await buy(page, '10086')
    await until('the purchase is stored', async () => (await names("name = 'purchase'")).length === 1)
    expect(await funnel()).toEqual([1, 1, 1, 1, 1])

    const lookedOnly = await visit(maidian.url)
    await lookedOnly.locator('a.card', { hasText: '白毫银针' }).first().click()
    await until('the second visitor is in the funnel', async () => (await funnel()).join() === '2,1,1,1,1')

    const [bought] = await maidian.query<{
      user: string
      path: string
      browser: string
      bot: boolean
      verdict: string
      value: number
      payment_type: string
      'items.item_id': string[]
    }>('SELECT * FROM shop.purchase')
    expect(bought).toMatchObject({ user: 'm-10086', path: '/shop/checkout', bot: false })
    expect(bought?.browser).toMatch(/Chrome/)
    expect(bought).toMatchObject({
      verdict: 'accepted',
      value: 268,
      payment_type: 'wechat',
      'items.item_id': ['p-101'],
    })
    // The shop sends nothing but what its plan says.
    expect(await names("verdict != 'accepted'")).toEqual([])
    await page.context().close()
    await lookedOnly.context().close()
  })

  test('pages are told as they were seen, and no event is missing or doubled', async () => {
    const pages = await maidian.query<{ path: string }>(
      "SELECT path FROM shop.events WHERE name = '$page_view' ORDER BY ts, seq",
    )
    for (const path of ['/shop/', '/shop/product/p-101', '/shop/cart', '/shop/checkout'])
      expect(pages.map(row => row.path)).toContain(path)
    const streams = await maidian.query<{ gaps: string; twice: string }>(
      'SELECT max(seq) + 1 - count() AS gaps, count() - uniqExact(seq) AS twice FROM shop.events GROUP BY stream',
    )
    for (const { gaps, twice } of streams) expect([Number(gaps), Number(twice)]).toEqual([0, 0])
  })

  test('what the plan binds to elements is sent without code, once for each page and each click', async () => {
    const page = await visit(maidian.url)
    await page.getByRole('link', { name: '茶点', exact: true }).click()
    await page.locator('a.card', { hasText: '桂花糕' }).click()
    await page.getByRole('heading', { name: '桂花糕' }).waitFor()
    const rows = () =>
      maidian.query<Record<string, unknown>>(
        "SELECT name, verdict, plan_version, p_product_id, p_category_id, p_price, p_placement FROM shop.events WHERE name IN ('select_item', 'view_item_list') AND path LIKE '/shop/category/%' ORDER BY name",
      )
    await until('both are stored', async () => (await rows()).length > 1)
    const [card, list, ...others] = await rows()
    expect(card).toMatchObject({ name: 'select_item', verdict: 'accepted', p_product_id: 'p-301', p_price: 36 })
    expect(card).toMatchObject({ p_category_id: 'snacks', p_placement: 'category' })
    expect(list).toMatchObject({ name: 'view_item_list', verdict: 'accepted', p_category_id: 'snacks' })
    expect(list?.plan_version).toBe(card?.plan_version)
    expect(others).toEqual([])
    await page.context().close()
  })

  test('an offline spell and a reload lose nothing', async () => {
    const network = await networkTo(maidian.url)
    const page = await visit(network.url)
    await until(
      'the first page view is stored',
      async () => (await names('1')).filter(one => one === '$page_view').length > 0,
    )
    network.cut()
    await putInCart(page, '正山小种')
    await page.waitForTimeout(1500)
    await page.goto('about:blank')
    await page.waitForTimeout(500)
    expect(await names("p_product_id = 'p-102'")).toEqual([])
    network.restore()
    await page.goto(`${network.url}/shop/cart`)
    await until(
      'what was done offline is stored',
      async () => (await names("p_product_id = 'p-102' AND name = 'add_to_cart'")).length === 1,
    )
    expect((await names("p_product_id = 'p-102'")).filter(one => one === 'view_item').length).toBeGreaterThan(0)
    const [twice] = await maidian.query<{ n: string }>('SELECT count() - uniqExact(event_id) AS n FROM shop.events')
    expect(Number(twice?.n)).toBe(0)
    await page.context().close()
    await network.close()
  })
})

describe('a page of another origin, in a real browser', () => {
  let maidian: Maidian
  let evil: Server
  let page: Page
  beforeAll(async () => {
    maidian = await startMaidian({ data: join(folder, 'evil') })
    evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>evil</h1>'))
    await new Promise<void>(resolve => evil.listen(0, '127.0.0.1', resolve))
    const context = await chromium.browser.newContext()
    page = await context.newPage()
    await page.goto(`http://127.0.0.1:${(evil.address() as { port: number }).port}/`)
  })
  afterAll(async () => {
    await page.context().close()
    evil.close()
    expect(await maidian.stop()).toBe(0)
  })

  /** What the page gets to read of a request: its status, or that the browser or the server kept it away. */
  const fetched = (url: string, init: RequestInit = {}): Promise<number | string> =>
    page.evaluate(
      ([target, options]) =>
        fetch(target as string, options as RequestInit).then(
          response => response.status,
          error => String(error.name),
        ),
      [url, init] as const,
    )

  test('it can neither query Maidian nor read its pages', async () => {
    const body = JSON.stringify({ steps: [{ event: 'view_item' }] })
    for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'text/plain' }]) {
      expect(await fetched(`${maidian.url}/api/v1/query/funnel`, { method: 'POST', headers, body })).toBe('TypeError')
    }
    for (const path of ['/api/v1/meta/events', '/api/v1/live', '/metrics', '/readyz']) {
      expect(await fetched(`${maidian.url}${path}`), path).toBe('TypeError')
    }
  })

  test('it cannot make the embedded ClickHouse read, write or stop', async () => {
    const { url } = maidian.clickhouse
    for (const body of [
      "INSERT INTO FUNCTION file('/tmp/maidian-evil.csv', 'CSV', 'x Int8') SELECT 1",
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      'SYSTEM STOP LISTEN HTTP',
      'SYSTEM SHUTDOWN',
    ]) {
      expect(await fetched(`${url}/`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })).toBe(
        'TypeError',
      )
      expect(await fetched(`${url}/?user=default`, { method: 'POST', mode: 'no-cors', body })).toBe(0)
      const headers = { 'x-clickhouse-user': 'default', 'content-type': 'text/plain' }
      expect(await fetched(`${url}/`, { method: 'POST', headers, body })).toBe('TypeError')
    }
    expect(await maidian.query('SELECT 1 AS alive')).toEqual([{ alive: 1 }])
  })
})
