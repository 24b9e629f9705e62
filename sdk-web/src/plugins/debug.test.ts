import { readFileSync } from 'node:fs'
import type { EventRemark } from '@maidian/sdk-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { debug } from '../src/plugins/debug.ts'
import { pageViews } from '../src/plugins/page-views.ts'
import * as overlay from '../src/overlay/debug-overlay.ts'
export const start = config => createTracker({ ...config, plugins: [pageViews(), debug({
  load: () => { window.loaded = true; return Promise.resolve(overlay) },
  plan: () => fetch('/release').then(reply => reply.json()),
})] })`

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
  const release = readFileSync(new URL('../../../tracking-plan/releases/shop@2026.11.1.json', import.meta.url), 'utf8')
  await there.page.route('**/release', route => route.fulfill({ body: release, contentType: 'application/json' }))
  there.collector.behave = ({ debug, events }) => {
    if (debug === undefined) return { status: 204 }
    const verdicts: EventRemark[] = events.map(({ id, event }) => {
      const flagged = event === 'add_to_cart'
      const reason = { rule: 'prop.missing', path: 'price', message: 'price: is missing' }
      return { id, verdict: flagged ? 'flagged' : 'accepted', reasons: flagged ? [reason] : [] }
    })
    return { status: 200, body: JSON.stringify({ events: verdicts }) }
  }
})
afterEach(async () => {
  await there.close()
})

declare const window: { tracker: { track(name: string, props?: object): void }; loaded?: boolean }

test('nothing is loaded and nothing named on the wire unless somebody asks', async () => {
  await there.visit()
  await there.page.evaluate(() => window.tracker.track('e'))
  await there.waitFor('e')
  expect(await there.page.evaluate(() => window.loaded)).toBe(undefined)
  expect(there.collector.received[0]?.batch).not.toHaveProperty('debug')
})

test('each event with its verdict, the reasons and the entry of the plan; the id goes along over pages', async () => {
  await there.visit('/?maidian_debug=1')
  await there.page.evaluate(() => window.tracker.track('add_to_cart', { product_id: 'p-1', quantity: 1 }))
  const panel = there.page.locator('maidian-debug')
  await panel.locator('.flagged').waitFor()
  // What was sent before the overlay was asked for is on it, too.
  for (const name of ['$first_visit', '$session_start', '$page_view']) {
    await panel.locator('summary', { hasText: name }).waitFor()
  }
  const id = await panel.locator('header code').textContent()
  expect(there.collector.received.at(-1)?.batch.debug).toBe(id)
  await panel.locator('summary', { hasText: 'add_to_cart' }).click()
  const text = await panel.locator('li', { hasText: 'add_to_cart' }).innerText()
  for (const part of [
    'prop.missing price: price: is missing',
    'p-1',
    'after a product is in the cart',
    'decimal CNY',
  ]) {
    expect(text).toContain(part)
  }
  expect(await panel.locator('.missing').allInnerTexts()).toEqual([expect.stringContaining('price!')])
  await there.visit('/other')
  await there.page.evaluate(() => window.tracker.track('e'))
  await panel.locator('.accepted').first().waitFor()
  expect(await panel.locator('header code').textContent()).toBe(id)
  expect(there.collector.received.at(-1)?.batch.debug).toBe(id)
  await panel.locator('button').click()
  await there.visit('/third')
  expect(await panel.count()).toBe(0)
  expect(await there.exceptions()).toEqual([])
})
