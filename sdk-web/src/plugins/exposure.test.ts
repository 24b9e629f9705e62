import type { WireEvent } from '@maidian/sdk-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { exposure } from '../src/plugins/exposure.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = config => createTracker({
  ...config,
  plugins: [pageViews(), exposure(JSON.parse(decodeURIComponent(location.search.slice(1)) || '{}'))],
})`

const BODY = '<style>body { margin: 0 } .box { height: 200px }</style><main id="main"></main>'

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

declare const window: { tracker: Record<string, (...args: unknown[]) => unknown> }

const visit = (options: object = {}): Promise<void> => there.visit(`/?${encodeURIComponent(JSON.stringify(options))}`)
const show = (html: string): Promise<void> =>
  there.page.evaluate(markup => {
    document.getElementById('main')!.innerHTML = markup
  }, html)
const wait = (ms: number): Promise<void> => there.page.waitForTimeout(ms)
const scrollTo = (y: number): Promise<void> => there.page.evaluate(top => document.documentElement.scrollTo(0, top), y)
const turn = (state: 'hidden' | 'visible'): Promise<void> =>
  there.page.evaluate(now => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
/** What was sent so far, after all that was sent has come. */
const sent = async (): Promise<WireEvent[]> => {
  const n = there.events('done').length + 1
  await there.page.evaluate(() => window.tracker.track!('done'))
  await there.waitFor('done', n)
  return there.events('$exposure')
}
const names = (events: WireEvent[]): unknown[] => events.map(({ props }) => props?.element)
const contextOf = (event: WireEvent): { url?: string | undefined } | undefined => {
  const batch = there.collector.received.find(({ batch: { events } }) =>
    events.some(({ id }) => id === event.id),
  )?.batch
  return batch?.contexts?.[batch.events.find(({ id }) => id === event.id)?.context ?? 0]
}
const FAR = '<div style="height:2000px"></div>'
const box = (name: string, more = ''): string => `<div class="box" data-md-exposure="${name}" ${more}></div>`

test('an element in view is sent once, after its time, with its properties', async () => {
  await visit()
  await show(box('banner', `data-md-props='{"product_id":"p-1"}'`))
  const [event] = await there.waitFor('$exposure')
  const { duration_ms, ...rest } = event!.props!
  expect(rest).toEqual({ element: 'banner', ratio: 1, product_id: 'p-1' })
  expect(duration_ms).toBeGreaterThanOrEqual(499)
  expect(duration_ms).toBeLessThan(800)
  await show('')
  await turn('hidden')
  await turn('visible')
  await wait(700)
  expect(await sent()).toHaveLength(1)
})

test('what is below the fold counts only once it is scrolled into view, and not when it only flies past', async () => {
  await visit()
  await show(`${FAR}${box('below')}${FAR}`)
  await wait(700)
  await scrollTo(1900)
  await wait(200)
  await scrollTo(4000)
  await wait(600)
  expect(await sent()).toEqual([])
  await scrollTo(1900)
  expect(names(await there.waitFor('$exposure'))).toEqual(['below'])
})

test('two short looks are not a long one', async () => {
  await visit()
  await show(`${FAR}${box('below')}${FAR}`)
  await wait(200)
  for (let times = 0; times < 3; times++) {
    await scrollTo(1900)
    await wait(300)
    await scrollTo(0)
    await wait(100)
  }
  expect(await sent()).toEqual([])
})

test('less of it than asked for is not in view', async () => {
  await visit()
  // 80 of 200 pixels.
  await show(`<div style="height:520px"></div>${box('edge')}${FAR}`)
  await wait(800)
  expect(await sent()).toEqual([])
  await scrollTo(30)
  const [event] = await there.waitFor('$exposure')
  expect(event?.props?.ratio).toBe(0.55)
})

test('an element many viewports tall counts by how much of the viewport it covers', async () => {
  await visit({ repeat: false })
  await show(`<div style="height:600px"></div><div data-md-exposure="tall" style="height:9000px"></div>`)
  await scrollTo(240)
  await wait(800)
  expect(await sent()).toEqual([])
  await scrollTo(420)
  const [event] = await there.waitFor('$exposure')
  expect(event?.props?.element).toBe('tall')
  expect(event?.props?.ratio).toBeGreaterThanOrEqual(0.5)
})

test('ratio 1 is reached by elements that end between pixels', async () => {
  await visit({ ratio: 1 })
  await show('<div data-md-exposure="odd" style="margin:0.37px;height:33.3px;width:33.3%"></div>')
  expect(names(await there.waitFor('$exposure'))).toEqual(['odd'])
})

test('an empty element is nothing to see', async () => {
  await visit()
  await show('<div data-md-exposure="slot"></div>')
  await wait(800)
  expect(await sent()).toEqual([])
})

test('elements that get the attribute later are watched, those that lose it or are removed are not', async () => {
  await visit()
  await show(`<div class="box" id="later"></div>${box('lost')}${box('removed')}`)
  await wait(250)
  await there.page.evaluate(() => {
    document.getElementById('later')!.setAttribute('data-md-exposure', 'later')
    document.querySelector('[data-md-exposure=lost]')!.removeAttribute('data-md-exposure')
    document.querySelector('[data-md-exposure=removed]')!.remove()
  })
  await there.waitFor('$exposure')
  await wait(300)
  expect(names(await sent())).toEqual(['later'])
})

test('an element that a list uses again for another thing is another thing', async () => {
  await visit()
  await show(box('item', `data-md-props='{"product_id":"p-1"}'`))
  await there.waitFor('$exposure')
  await there.page.evaluate(() => {
    document.querySelector('.box')!.setAttribute('data-md-props', '{"product_id":"p-2"}')
  })
  const events = await there.waitFor('$exposure', 2)
  expect(events.map(({ props }) => props?.product_id)).toEqual(['p-1', 'p-2'])
})

test('what is ignored is not sent, and an element without a name has that of its markup', async () => {
  await visit({ selector: '.box' })
  await show('<div data-md-ignore><p class="box"></p></div><section class="box wide"></section>')
  expect(names(await there.waitFor('$exposure'))).toEqual(['section.box'])
  await wait(200)
  expect(await sent()).toHaveLength(1)
})

test('hidden time is a break', async () => {
  await visit()
  await show(box('banner'))
  await wait(300)
  await turn('hidden')
  await wait(700)
  expect(await sent()).toEqual([])
  await turn('visible')
  await wait(300)
  expect(await sent()).toEqual([])
  const [event] = await there.waitFor('$exposure')
  expect(event?.props?.duration_ms).toBeLessThan(800)
})

test('repeat sends each view at its end with all its time: out of view, hidden, removed', async () => {
  await visit({ repeat: true, minMs: 200 })
  await show(`${box('banner')}${FAR}`)
  await wait(600)
  expect(await sent()).toEqual([])
  await scrollTo(1000)
  await there.waitFor('$exposure')
  await scrollTo(0)
  await wait(400)
  await turn('hidden')
  await there.waitFor('$exposure', 2)
  await wait(400)
  await turn('visible')
  await wait(400)
  await show('')
  const events = await there.waitFor('$exposure', 3)
  const [first, second, third] = events.map(({ props }) => props?.duration_ms as number)
  expect(first).toBeGreaterThanOrEqual(400)
  expect(first).toBeLessThan(900)
  for (const one of [second, third]) {
    expect(one).toBeGreaterThanOrEqual(250)
    expect(one).toBeLessThan(750)
  }
  expect(events.map(({ props }) => props?.ratio)).toEqual([1, 1, 1])
})

test('a view that a navigation ends belongs to the page it was on', async () => {
  await visit({ repeat: true, minMs: 200 })
  await show(box('banner'))
  await wait(500)
  await there.page.evaluate(() => {
    history.pushState(null, '', '/next')
    window.tracker.registerPage!({ product_id: 'p-2' })
  })
  const [event] = await there.waitFor('$exposure')
  await there.waitFor('$page_view', 2)
  expect(contextOf(event!)?.url).toContain('/?')
  expect(event?.props).not.toHaveProperty('product_id')
  expect(event?.seq).toBeLessThan(there.events('$page_view')[1]!.seq!)
  // Still there on the next page: a view of its own.
  await wait(400)
  await turn('hidden')
  const [, second] = await there.waitFor('$exposure', 2)
  expect(contextOf(second!)?.url).toBe(`${there.url}/next`)
})

test('no more elements are watched than allowed', async () => {
  await visit({ maxElements: 3 })
  await show(Array.from({ length: 6 }, (_, i) => `<p data-md-exposure="${i}">text</p>`).join(''))
  await there.waitFor('$exposure', 3)
  expect(names(await sent())).toEqual(['0', '1', '2'])
})

test('properties that are no JSON are reported, a broken selector too, and the page gets no exception', async () => {
  await visit()
  await show(box('banner', 'data-md-props="{oops"'))
  const [event] = await there.waitFor('$exposure')
  expect(event?.props?.element).toBe('banner')
  expect(await there.problems()).toEqual([{ code: 'property', message: 'data-md-props of div.box' }])
  await visit({ selector: 'a[' })
  await show('<p>more</p>')
  await wait(300)
  expect(await there.exceptions()).toEqual([])
  // Once for each view of a page.
  expect(new Set((await there.problems()).map(({ code }) => code))).toEqual(new Set(['plugin']))
})
