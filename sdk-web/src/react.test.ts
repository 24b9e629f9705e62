import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../testing/plugin-page.ts'
import { Exposure, TrackClick, TrackerProvider, useTracker } from './react.ts'

const SCRIPT = `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { createTracker } from '../src/index.ts'
import { Exposure, TrackClick, TrackerProvider, useTracker } from '../src/react.ts'
const Direct = () => { const tracker = useTracker(); return h('button', { id: 'direct', onClick: () => tracker.track('direct') }, 'direct') }
export const start = config => {
  const tracker = createTracker(config)
  const element = document.createElement('div')
  document.body.append(element)
  createRoot(element).render(h(TrackerProvider, { tracker },
    h(Direct),
    h(TrackClick, { event: 'bought', props: { product_id: 'p-1' } }, h('button', { id: 'buy', onClick: () => { window.own = true } }, 'buy')),
    h(Exposure, { event: 'seen', props: { position: 1 }, minMs: 100 }, 'near'),
    h('div', { className: 'far' }, h(Exposure, { event: 'far', minMs: 100 }, 'far')),
  ))
  return tracker
}`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT })
  there = await site.open()
})
afterAll(async () => {
  await there?.close()
  await site?.close()
})

test('a click, an exposure and the hook track; the element’s own handler still runs', async () => {
  await there.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.far { padding-top: 3000px }')
      document.adoptedStyleSheets = [sheet]
    })
  })
  await there.visit()
  await there.page.click('#buy')
  await there.page.click('#direct')
  expect((await there.waitFor('bought'))[0]?.props).toEqual({ product_id: 'p-1' })
  expect((await there.waitFor('seen'))[0]?.props).toEqual({ position: 1 })
  await there.waitFor('direct')
  expect(await there.page.evaluate(() => (window as unknown as { own?: boolean }).own)).toBe(true)
  expect(there.events('far')).toEqual([])
  await there.page.evaluate(() => scrollTo(0, 9999))
  await there.waitFor('far')
  await there.page.evaluate(() => scrollTo(0, 0))
  await there.page.waitForTimeout(400)
  expect(there.events('seen').length).toBe(1)
  expect(await there.exceptions()).toEqual([])
})

test('on a server it renders, and tracks nothing', () => {
  const Page = () => {
    useTracker().track('e')
    return createElement(
      Exposure,
      { event: 'seen' },
      createElement(TrackClick, { event: 'c', children: createElement('b') }),
    )
  }
  expect(renderToString(createElement(Page))).toBe('<div><b></b></div>')
  expect(TrackerProvider).toBeTypeOf('function')
})
