import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { forms } from '../src/plugins/forms.ts'
export const start = config => createTracker({ ...config, plugins: [forms()] })`

const BODY = `
<form id="login"><input name="id" value="13800138000"><input type="password" name="className" value="secret">
  <input name="parentNode"><input name="attributes"><button>Go</button></form>
<form data-md="checkout" data-md-props='{"step":2}' onsubmit="return false"><button>Go</button></form>
<form class="search wide" data-md-props="[1]" onsubmit="event.stopImmediatePropagation(); return false"><button>Go</button></form>
<div data-md-ignore><form data-md="ignored" onsubmit="return false"><button>Go</button></form></div>
<form data-md="clobbered" onsubmit="return false"><input name="closest"><button>Go</button></form>`

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
  await there.visit()
})
afterEach(async () => {
  await there.close()
})

declare const window: { tracker: { track(name: string): void } }

const settled = async (): Promise<unknown[]> => {
  await there.page.evaluate(() => window.tracker.track('done'))
  await there.waitFor('done')
  return there.events('$form_submit').map(({ props }) => props)
}

test('a submit says which form, with the properties of its markup, also when the page handles it', async () => {
  await there.page.click('[data-md=checkout] button')
  await there.page.click('.search button')
  expect(await settled()).toEqual([{ element: 'checkout', step: 2 }, { element: 'form.search' }])
  expect(await there.problems()).toEqual([{ code: 'property', message: 'data-md-props of form.search' }])
})

test('a form that leaves the page is sent, and no field of it', async () => {
  // Playwright's own click trips over these names.
  await there.page.evaluate(() => document.querySelector<HTMLElement>('#login button')!.click())
  const [event] = await there.waitFor('$form_submit')
  // Its fields are named like properties of the form.
  expect(event?.props).toEqual({ element: 'login' })
  for (const { batch } of there.collector.received) expect(JSON.stringify(batch.events)).not.toContain('13800138000')
})

test('an ignored form is not sent', async () => {
  await there.page.click('[data-md=ignored] button')
  expect(await settled()).toEqual([])
})

test('a form that cannot be asked is reported, and the page gets no exception', async () => {
  await there.page.click('[data-md=clobbered] button')
  expect(await settled()).toEqual([])
  expect(await there.problems()).toEqual([{ code: 'plugin', message: 'forms' }])
  expect(await there.exceptions()).toEqual([])
})
