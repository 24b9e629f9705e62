import { createElement, type MouseEvent } from 'react'
import { renderToString } from 'react-dom/server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../testing/plugin-page.ts'
import { Exposure, TrackClick, TrackerProvider, useTracker } from './react.ts'

const SCRIPT = `
import { StrictMode, createElement as h, createRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createTracker } from '../src/index.ts'
import { Exposure, TrackClick, TrackerProvider, useTracker } from '../src/react.ts'
const Direct = () => { const tracker = useTracker(); return h('button', { id: 'direct', onClick: () => tracker.track('direct') }, 'direct') }
const own = window.own = { object: createRef(), calls: [], clicks: 0 }
const called = node => { own.calls.push(node && node.id) }
const Page = () => {
  const [n, next] = useState(0)
  window.again = () => next(n + 1)
  return [
    h(Direct, { key: 1 }),
    h(TrackClick, { key: 2, event: 'bought', props: { product_id: 'p-1' } },
      h('button', { id: 'buy', onClick: event => { own.clicks++; own.type = event.type } }, 'buy')),
    h(TrackClick, { key: 3, event: { event: 'planned', plan: 'shop@1#a', props: { a: 1 } } }, h('button', { id: 'planned' }, 'p')),
    h(Exposure, { key: 4, event: 'seen', props: { n }, minMs: 300 }, h('p', { id: 'near', ref: own.object }, 'near')),
    h(Exposure, { key: 5, event: { event: 'planned_seen', props: { n } }, minMs: 300 }, h('p', { id: 'called', ref: called }, 'called')),
    h(Exposure, { key: 6, name: 'banner', props: { position: 1 }, minMs: 100 }, h('p', { id: 'banner' }, 'banner')),
    h(Exposure, { key: 7, event: 'empty', minMs: 0 }, h('span', {})),
    h('div', { key: 8, className: 'far' }, h(Exposure, { event: 'far', minMs: 100 }, h('p', { className: 'tall' }, 'far'))),
  ]
}
export const start = config => {
  const tracker = createTracker(config)
  const element = document.createElement('div')
  document.body.append(element)
  createRoot(element).render(h(StrictMode, null, h(TrackerProvider, { tracker }, h(Page))))
  return tracker
}`

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
  await there.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.far { padding-top: 3000px } .tall { height: 3000px }')
      document.adoptedStyleSheets = [sheet]
    })
  })
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  again(): void
  own: { object: { current: { id: string } | null }; calls: (string | null)[]; clicks: number; type: string }
}
const wait = (ms: number): Promise<void> => there.page.waitForTimeout(ms)
const propsOf = (name: string): unknown[] => there.events(name).map(({ props }) => props)
const turn = (state: string): Promise<void> =>
  there.page.evaluate(now => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

test('a click and the hook track; the element’s own handler still runs; an event of the plan keeps its stamp', async () => {
  await there.visit()
  for (const id of ['buy', 'direct', 'planned']) await there.page.click(`#${id}`)
  await there.waitFor('planned')
  expect(propsOf('bought')).toEqual([{ product_id: 'p-1' }])
  expect(propsOf('direct')).toEqual([{}])
  expect(there.events('planned')).toMatchObject([{ plan: 'shop@1#a', props: { a: 1 } }])
  expect(await there.page.evaluate(() => [window.own.clicks, window.own.type])).toEqual([1, 'click'])
  expect(await there.exceptions()).toEqual([])
})

test('what is in view is tracked once, with the properties of the last rendering, however often it renders', async () => {
  await there.visit()
  for (let n = 0; n < 5; n++) {
    await wait(80)
    await there.page.evaluate(() => window.again())
  }
  await there.waitFor('seen')
  await there.waitFor('planned_seen')
  await there.waitFor('$exposure')
  await wait(600)
  for (const name of ['seen', 'planned_seen']) {
    expect(propsOf(name)).toHaveLength(1)
    expect((propsOf(name)[0] as { n: number }).n).toBeGreaterThan(0)
  }
  const [banner, ...more] = propsOf('$exposure') as { duration_ms: number }[]
  expect(banner).toEqual({ element: 'banner', ratio: 1, duration_ms: expect.any(Number), position: 1 })
  expect(banner?.duration_ms).toBeGreaterThanOrEqual(99)
  expect(more).toEqual([])
  expect([...propsOf('empty'), ...propsOf('far')]).toEqual([])
  expect(await there.exceptions()).toEqual([])
})

test('an element that is taller than the window is in view when it fills it', async () => {
  await there.visit()
  await there.page.waitForSelector('.tall')
  await there.page.evaluate(() => scrollTo(0, 4000))
  await there.waitFor('far')
})

test('a page that is hidden is not seen; time begins anew when it returns', async () => {
  await there.visit()
  await there.page.waitForSelector('#near')
  await turn('hidden')
  await wait(600)
  expect(propsOf('seen')).toEqual([])
  await turn('visible')
  await there.waitFor('seen')
  expect(propsOf('seen')).toHaveLength(1)
})

test('an element’s own ref, object or function, is still served', async () => {
  await there.visit()
  await there.page.waitForSelector('#near')
  expect(await there.page.evaluate(() => [window.own.object.current?.id, window.own.calls.at(-1)])).toEqual([
    'near',
    'called',
  ])
})

test('on a server it renders without anything around, and tracks nothing', () => {
  const Page = () => {
    useTracker<{ e: { a: number } }>().track('e', { a: 1 })
    return createElement(Exposure, {
      name: 'seen',
      children: createElement(TrackClick, {
        event: 'c',
        children: createElement('b', { onClick: (_: MouseEvent) => {} }),
      }),
    })
  }
  expect(renderToString(createElement(Page))).toBe('<b></b>')
  const tracker = { track: () => expect.unreachable() } as never
  const inside = createElement(Exposure, { event: 'seen', children: createElement('i') })
  expect(renderToString(createElement(TrackerProvider, { tracker }, inside))).toBe('<i></i>')
})
