import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { clicks } from '../src/plugins/clicks.ts'
export const start = config => createTracker({
  ...config,
  plugins: [clicks(location.search ? { selector: decodeURIComponent(location.search.slice(1)) } : {})],
})`

const BODY = `
<a id="link" href="/product/1?color=red&utm_source=x#top"><span id="inside">  Red
   <b>shoes</b> </span></a>
<a id="phone" href="tel:13800138000">Call</a>
<button class="buy big" id="">Buy now</button>
<div data-md="card" data-md-props='{"product_id":"p-1","price":12.5}'><p id="deep">Card <i data-md-ignore>secret</i></p></div>
<div data-md="broken" data-md-props="{oops">Broken</div>
<div data-md="list" data-md-props="[1,2]">List</div>
<div data-md="form-like">Before <textarea>my diary</textarea><select><option>female</option></select>
  <span contenteditable id="note">my note</span><input id="field" value="13800138000"><script>var code</script> after</div>
<input type="submit" value="Pay" id="pay"><input type="checkbox" data-md="agree" id="agree">
<div data-md-ignore><button id="ignored">Never</button></div>
<div id="plain">Nothing</div>
<button id="long">${'word '.repeat(100)}</button>
<svg width="20" height="20" data-md-props="{}"><a id="svg-link" class="icon" href="/x"><rect width="20" height="20"/></a></svg>
<form data-md-props="{}" role="button" id="clobbered" onsubmit="return false"><input name="id"><input name="className"><span id="in-form">x</span></form>
<div id="shadow"></div>
<button id="stopped">Stopped</button>
`

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
  // Links lead nowhere here.
  await there.page.evaluate(() => addEventListener('click', event => event.preventDefault()))
})
afterEach(async () => {
  await there.close()
})

declare const window: { tracker: { track(name: string): void } }

/** A click on each of these, then all that came of it. */
const click = async (...selectors: string[]): Promise<unknown[]> => {
  for (const selector of selectors)
    await there.page.evaluate(
      one =>
        document
          .querySelector<HTMLElement>(one)!
          .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })),
      selector,
    )
  await there.page.evaluate(() => window.tracker.track('done'))
  await there.waitFor('done')
  return there.events('$click').map(({ props }) => props)
}

test('a link says its name, its text in one line and where it leads, also for a click on what is inside', async () => {
  const target_url = `${there.url}/product/1?color=red&utm_source=x#top`
  expect(await click('#inside')).toEqual([{ element: 'link', text: 'Red shoes', target_url }])
})

test('a real click of a visitor is sent once', async () => {
  await there.page.click('.buy')
  expect(await there.waitFor('$click')).toHaveLength(1)
})

test('an element without a name is its tag and first class', async () => {
  expect(await click('.buy')).toEqual([{ element: 'button.buy', text: 'Buy now' }])
})

test('only http links are targets: no phone numbers', async () => {
  expect(await click('#phone')).toEqual([{ element: 'phone', text: 'Call' }])
})

test('properties of the markup are the event’s, and text to be ignored is not read', async () => {
  expect(await click('#deep')).toEqual([{ element: 'card', text: 'Card', product_id: 'p-1', price: 12.5 }])
})

test('properties that are no JSON object are reported and left out', async () => {
  expect(await click('[data-md=broken]', '[data-md=list]')).toEqual([
    { element: 'broken', text: 'Broken' },
    { element: 'list', text: 'List' },
  ])
  expect(await there.problems()).toEqual([
    { code: 'property', message: 'data-md-props of broken' },
    { code: 'property', message: 'data-md-props of list' },
  ])
})

test('what visitors write or choose is never read, and a click on it is not sent', async () => {
  expect(await click('[data-md=form-like]', '#note', '#field', 'textarea', '#agree')).toEqual([
    { element: 'form-like', text: 'Before after' },
  ])
})

test('a submit button says its label', async () => {
  expect(await click('#pay')).toEqual([{ element: 'pay', text: 'Pay' }])
})

test('ignored elements and those that nobody asked for are not sent', async () => {
  expect(await click('#ignored', '#plain', 'body')).toEqual([])
})

test('a long text is cut', async () => {
  const [{ text }] = (await click('#long')) as [{ text: string }]
  expect(text.length).toBeLessThanOrEqual(100)
  expect(text.startsWith('word word')).toBe(true)
})

test('SVG links and forms whose fields are named like DOM properties have names all the same', async () => {
  expect(await click('rect', '#in-form')).toEqual([{ element: 'svg-link' }, { element: 'clobbered', text: 'x' }])
  expect(await there.problems()).toEqual([])
})

test('clicks within shadow roots are seen, and those that a listener stops', async () => {
  await there.page.evaluate(() => {
    const root = document.querySelector('#shadow')!.attachShadow({ mode: 'open' })
    root.innerHTML = '<button data-md="within">In<b>side</b></button>'
    document.querySelector('#stopped')!.addEventListener('click', event => event.stopImmediatePropagation())
    root.querySelector('b')!.click()
  })
  expect(await click('#stopped')).toEqual([
    { element: 'within', text: 'Inside' },
    { element: 'stopped', text: 'Stopped' },
  ])
})

test('what is ignored outside of a shadow root is ignored inside', async () => {
  await there.page.evaluate(() => {
    const host = document.querySelector('#shadow')!
    host.setAttribute('data-md-ignore', '')
    const root = host.attachShadow({ mode: 'open' })
    root.innerHTML = '<button>In</button>'
    root.querySelector('button')!.click()
  })
  expect(await click()).toEqual([])
})

test('another selector decides what is worth a click', async () => {
  await there.visit(`/?${encodeURIComponent('#plain')}`)
  expect(await click('.buy', '#plain')).toEqual([{ element: 'plain', text: 'Nothing' }])
})

test('a broken selector and hostile elements are reported, and the page gets no exception', async () => {
  await there.visit(`/?${encodeURIComponent('a[')}`)
  await click('.buy')
  await there.visit()
  await there.page.evaluate(() => {
    const hostile = () => {
      throw new Error('hostile')
    }
    Object.defineProperty(document.querySelector('.buy'), 'getAttribute', { get: hostile })
  })
  await click('.buy')
  expect(await there.exceptions()).toEqual([])
  expect(await there.problems()).toEqual([{ code: 'plugin', message: 'clicks' }])
})
