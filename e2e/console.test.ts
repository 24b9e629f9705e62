import { join } from 'node:path'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('console')
const STEPS = ['view_item', 'add_to_cart', 'purchase']
/** How far each of these visitors comes. */
const VISITORS = [3, 2, 2, 1, 1, 1]

let maidian: Maidian
let chromium: RunningChromium
let page: Page
const problems: string[] = []

beforeAll(async () => {
  maidian = await startMaidian({ data: join(folder, 'data') })
  for (const [i, reached] of VISITORS.entries()) {
    const pages = ['/shop/', '/shop/product/1', '/shop/cart'].slice(0, reached)
    const visits = pages.map((_, k) => ({
      ...made('$page_view', { time: Date.now() - 90_000 + k * 1000 }),
      context: k,
    }))
    const events = STEPS.slice(0, reached).map((event, k) => made(event, { time: Date.now() - 60_000 + k * 1000 }))
    const contexts = pages.map(path => ({ url: `http://localhost${path}` }))
    await send(maidian.url, { device: `d-${i}`, contexts, events: [...visits, ...events] })
  }
  await until('they are stored', async () => (await maidian.query('SELECT 1 FROM shop.events')).length === 20)
  chromium = await launchChromium()
  const context = await chromium.browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') problems.push(message.text())
  })
})
afterAll(async () => {
  await chromium?.close()
  expect(await maidian?.stop()).toBe(0)
  expect(problems).toEqual([])
})

const row = (step: string) => page.getByRole('row').filter({ hasText: step })

test('a funnel that was sent as a link shows its numbers, and each opens into the users behind it', async () => {
  const steps = STEPS.map(step => `step=${step}`).join('&')
  await page.goto(`${maidian.url}/funnels?${steps}&window=7d`)
  for (const [i, step] of STEPS.entries()) {
    const users = VISITORS.filter(reached => reached > i).length
    await row(step).getByText(String(users), { exact: true }).first().waitFor()
  }
  await row('add_to_cart').getByRole('button').first().click()
  const list = page.getByRole('dialog')
  await list.getByText('d-2', { exact: true }).waitFor()
  const listed = await list.getByRole('row').filter({ hasText: /d-\d/ }).count()
  expect(listed).toBe(3)
})

test('it survives a reload, in the other language as well', async () => {
  await page.reload()
  await row('purchase').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page
    .getByRole('heading', { name: /funnel/i })
    .first()
    .waitFor()
  await page.reload()
  await page
    .getByRole('heading', { name: /funnel/i })
    .first()
    .waitFor()
  await page.getByRole('button', { name: '中文' }).click()
})

test('events are seen as they arrive, refused ones too', async () => {
  await page.goto(`${maidian.url}/live`)
  await page.getByText('实时', { exact: true }).waitFor()
  await send(maidian.url, { device: 'now', events: [made('just_now'), { id: 'x', event: 'broken_now', time: 'noon' }] })
  await page.getByText('just_now').waitFor()
  await page.getByText('broken_now').waitFor()
  await page.getByText('隔离', { exact: true }).first().waitFor()
  await page.getByText('broken_now').click()
  await page.getByText('event.time').waitFor()
})

test('paths are drawn, with the numbers of the API', async () => {
  await page.goto(`${maidian.url}/paths`)
  await page.locator('[role=img] svg path').first().waitFor()
  type Paths = { edges: { source: string; target: string; paths: number }[] }
  const { edges } = await maidian.ask<Paths>('paths', {})
  expect(edges.slice(0, 2)).toMatchObject([
    { source: '1_/shop', target: '2_/shop/product/1', paths: 3 },
    { source: '2_/shop/product/1', target: '3_/shop/cart', paths: 1 },
  ])
  await page.getByRole('row').filter({ hasText: '/shop/product/1' }).first().waitFor()
})

test('an address that nobody serves says so', async () => {
  await page.goto(`${maidian.url}/nowhere`)
  await page.getByRole('link', { name: '实时事件' }).waitFor()
  expect(await page.locator('main').innerText()).not.toBe('')
})
