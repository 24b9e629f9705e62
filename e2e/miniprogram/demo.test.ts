import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CATEGORIES, PRODUCTS } from '../../demo/shop/src/catalog.ts'
import { testFolder } from '../harness/folder.ts'
import { environment, type Maidian, root, SHIPPED, startMaidian } from '../harness/maidian.ts'

const APP = join(root, 'demo/miniprogram')
const STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'create_order', 'purchase']
const folder = testFolder('demo-miniprogram')

type Ended = { code: number; stdout: string; stderr: string }

/** What `npm run demo:miniprogram` runs, once everything is built. */
const walk = (...args: string[]): Promise<Ended> =>
  new Promise(resolve => {
    const main = join(root, 'demo/miniprogram-run/main.ts')
    execFile(process.execPath, [main, ...args], { cwd: root, env: environment() }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })

test('the mini-program sells what the web shop sells', () => {
  expect(createRequire(import.meta.url)(join(APP, 'catalog.js'))).toMatchObject({ CATEGORIES, PRODUCTS })
})

test('it tracks by the functions of the plan alone', () => {
  const scripts = globSync(['*.js', 'pages/**/*.js'], { cwd: APP }).filter(file => file !== 'maidian.wx.js')
  expect(scripts.length).toBeGreaterThan(10)
  for (const file of scripts) expect(readFileSync(join(APP, file), 'utf8'), file).not.toMatch(/\.track\(['"`]/)
})

test('without a Maidian the walk says what to do', async () => {
  const { code, stdout, stderr } = await walk('--url', 'http://127.0.0.1:1')
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^No Maidian answers at http:\/\/127\.0\.0\.1:1\. Start one with `npm start`/)
})

test.each([
  [['--visits', 'many'], '--visits is a whole number from 1, not many'],
  [['--url', 'https://t.shop.example'], 'The test host reaches this machine alone, not t.shop.example'],
  [['--users', '5'], "Unknown option '--users'"],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await walk(...args)
  expect(code).toBe(1)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

describe('visitors walk through the mini-program', () => {
  let maidian: Maidian
  let ended: Ended
  beforeAll(async () => {
    maidian = await startMaidian({ data: join(folder, 'data'), config: SHIPPED })
    ended = await walk('--url', maidian.url, '--visits', '5', '--seed', '1')
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })
  const eventsOf = (deviceOf: string) =>
    maidian.query<{ name: string; path: string; props: { element?: string } }>(
      `SELECT name, path, props FROM shop.events WHERE device = (SELECT device FROM shop.events WHERE name = '${deviceOf}') ORDER BY seq`,
    )

  test('each visit is told, all of it accepted, and where to look', async () => {
    expect(ended.code, ended.stdout + ended.stderr).toBe(0)
    const lines = ended.stdout.split('\n').filter(line => line.startsWith('visit '))
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).toMatch(/ page views, \d+ events, all accepted$/)
    const told = lines.reduce((sum, line) => sum + Number(/(\d+) events/.exec(line)?.[1]), 0)
    const [stored] = await maidian.query<{ n: number }>('SELECT count() AS n FROM shop.events')
    expect(told).toBe(stored?.n)
    expect(ended.stdout).toContain(`${maidian.url}/funnels?step=view_item`)
  })

  test('the store has every event once, accepted by the plan', async () => {
    const [all] = await maidian.query(
      `SELECT countIf(verdict != 'accepted' OR notEmpty(flags)) AS flagged, count() - uniqExact(event_id) AS twice,
        uniqExact(device) AS devices, groupUniqArray(source) AS sources, (SELECT count() FROM shop.quarantine) AS quarantined FROM shop.events`,
    )
    expect(all).toEqual({ flagged: 0, twice: 0, devices: 5, sources: ['mini'], quarantined: 0 })
    const streams = await maidian.query<{ gaps: number }>(
      'SELECT max(seq) + 1 - count() AS gaps FROM shop.events GROUP BY stream',
    )
    expect(streams.map(({ gaps }) => gaps)).toEqual([0, 0, 0, 0, 0])
    // Of the plan, what the walk can make: no event of a page is forgotten.
    const planned = await maidian.query<{ name: string }>(
      "SELECT DISTINCT name FROM shop.events WHERE NOT startsWith(name, '$') AND plan = 'shop' ORDER BY name",
    )
    expect(planned.map(({ name }) => name)).toEqual(
      [
        ...STEPS,
        ...['login', 'remove_from_cart', 'search', 'select_item', 'view_cart', 'view_item_list', 'view_search_results'],
      ].toSorted(),
    )
  })

  test('the funnel of the shop has users at every step', async () => {
    type Funnel = { steps: { users: number }[] }
    const { steps } = await maidian.ask<Funnel>('funnel', { steps: STEPS.map(event => ({ event })) })
    const users = steps.map(step => step.users)
    expect(users).toEqual([5, 2, 1, 1, 1])
    expect(ended.stdout).toContain(STEPS.map((step, i) => `${step} ${users[i]}`).join(' → '))
  })

  test("the buyer's pages and taps are there once each, in their order", async () => {
    const events = await eventsOf('purchase')
    const of = (name: string) => events.filter(event => event.name === name)
    const pages = [
      'product/product',
      'cart/cart',
      'mine/mine',
      'cart/cart',
      'checkout/checkout',
      'paid/paid',
      'home/home',
    ]
    expect(of('$page_view').map(({ path }) => path)).toEqual(pages.map(page => `/pages/${page}`))
    expect(of('$page_leave').map(({ path }) => path)).toEqual(pages.map(page => `/pages/${page}`))
    expect(of('$click').map(({ props }) => props.element)).toEqual([
      'buy-now',
      'to-checkout',
      'login',
      'to-checkout',
      'submit-order',
    ])
    const bought = await maidian.query('SELECT user, value, payment_type, verdict FROM shop.purchase')
    expect(bought).toEqual([
      { user: expect.stringMatching(/^m-\d{5}$/), value: 198, payment_type: 'wechat', verdict: 'accepted' },
    ])
  })

  test('what is drawn later is told on its own page', async () => {
    const events = await eventsOf('view_search_results')
    const own = events.filter(({ name }) => /^(?:\$page_view|search|view_search_results|select_item)$/.test(name))
    expect(own.map(({ name, path }) => `${name} ${path.split('/').at(-1)}`)).toEqual([
      '$page_view home',
      '$page_view search',
      'search search',
      'search search',
      'view_search_results search',
      'select_item search',
      '$page_view product',
    ])
  })

  test('columns say page, scene, app and device', async () => {
    const [empty] = await maidian.query(
      `SELECT countIf(NOT startsWith(path, '/pages/')) AS path, countIf(scene = '') AS scene, countIf(app != 'chunshan' OR app_version = '') AS app,
        countIf(env != 'prod') AS env, countIf(os = '' OR os_version = '') AS os, countIf(device_model = '') AS model, countIf(browser != 'WeChat') AS host,
        countIf(screen = '' OR language = '') AS screen FROM shop.events`,
    )
    expect(empty).toEqual({ path: 0, scene: 0, app: 0, env: 0, os: 0, model: 0, host: 0, screen: 0 })
    const [shared] = await maidian.query("SELECT props FROM shop.events WHERE name = '$share'")
    expect(shared).toMatchObject({ props: { channel: 'message', depth: '1' } })
    const friend = await eventsOf('purchase')
    expect(friend[0]).toMatchObject({ name: '$first_visit', path: '/pages/product/product' })
  })
})
