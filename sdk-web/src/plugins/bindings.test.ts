import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const LIST = [
  {
    selector: '.buy',
    event: 'add_to_cart',
    plan: 'shop@2026.11.2#9f31c0ab',
    path: '/product/:id',
    props: {
      product_id: '@data-id',
      label: '@text',
      price: '.price@text|number',
      list: '.list@data-list',
      source: { const: 7 },
      absent: '@data-none',
      no_number: '@text|number',
      note: 'textarea@text',
      field: 'input@value',
      whole: '.list@text',
    },
  },
  { selector: 'a[', event: 'broken' },
  { selector: 'body', event: 'broken', props: { a: 'no value' } },
  { selector: '#form', on: 'submit', event: 'sent', props: { field: 'input@value' } },
  { selector: '#size', on: 'change', event: 'size_chosen', props: { size: '@value', text: '@text' } },
  { selector: '.buy', on: 'view', event: 'seen', path: '/product/*', props: { product_id: '@data-id' } },
  { selector: '.none', on: 'view', event: 'seen_none' },
]
const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { bindings } from '../src/plugins/bindings.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => createTracker({ ...config, plugins: [pageViews(), bindings(${JSON.stringify(LIST)})] })`

const BODY = `
<div class="list" data-list="home">
  <button class="buy" data-id="p-1"><b>Buy</b>
    now <i class="price">¥1,299.50</i></button>
  <textarea>diary</textarea>
  <div data-md-ignore><button class="buy" id="ignored">Never</button></div>
</div>
<form id="form" onsubmit="return false"><input value="secret"><button id="send">Send</button></form>
<select id="size"><option>S</option><option>M</option></select>`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: BODY })
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

declare const window: { tracker: { track(name: string): void } }

const settle = async (): Promise<void> => {
  await there.page.waitForTimeout(100)
  await there.page.evaluate(() => window.tracker.track('done'))
  await there.waitFor('done')
}

test('a click becomes the event of the plan, with values read from the page', async () => {
  await there.visit('/product/1')
  await there.page.click('.buy b')
  const [event] = await there.waitFor('add_to_cart')
  expect(event?.plan).toBe('shop@2026.11.2#9f31c0ab')
  // What is not there, is no number or was written by the visitor is left out, also out of what is around it.
  expect(event?.props).toEqual({
    product_id: 'p-1',
    label: 'Buy now ¥1,299.50',
    price: 1299.5,
    list: 'home',
    source: 7,
    no_number: 1299.5,
    whole: 'Buy now ¥1,299.50',
  })
})

test('elsewhere, and where it is ignored, nothing is sent', async () => {
  await there.visit('/product/1/reviews')
  await there.page.click('.buy')
  await there.page.evaluate(() => history.pushState(null, '', '/product/1'))
  await there.page.click('#ignored')
  await settle()
  expect(there.events('add_to_cart')).toEqual([])
})

test('submits and changes are sent without what visitors wrote or chose', async () => {
  await there.visit()
  await there.page.click('#send')
  await there.page.selectOption('#size', 'M')
  await settle()
  expect(there.events('sent').map(({ props }) => props)).toEqual([{}])
  expect(there.events('size_chosen').map(({ props }) => props)).toEqual([{}])
})

test('a view is sent with each view of a fitting page that has such an element', async () => {
  await there.visit('/cart')
  await there.page.evaluate(() => history.pushState(null, '', '/product/2'))
  await there.waitFor('seen')
  await settle()
  expect(there.events('seen').map(({ props }) => props)).toEqual([{ product_id: 'p-1' }])
  expect(there.events('seen_none')).toEqual([])
})

test('bindings that cannot be understood are reported by name, and the others work', async () => {
  await there.visit('/product/1')
  await there.page.click('.buy')
  await there.page.click('.buy')
  await there.waitFor('add_to_cart', 2)
  const [first, second] = await there.problems()
  expect([first, second]).toEqual([
    { code: 'plugin', message: 'bindings: a[' },
    { code: 'plugin', message: 'bindings: body' },
  ])
  expect(await there.exceptions()).toEqual([])
})
