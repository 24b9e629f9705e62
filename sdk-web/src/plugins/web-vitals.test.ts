import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { webVitals } from '../src/plugins/web-vitals.ts'
export const start = config => createTracker({ ...config, plugins: [webVitals()] })`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: '<h1>shop</h1><p id="text">text</p>' })
  there = await site.open()
})
afterAll(async () => {
  await there?.close()
  await site?.close()
})

test('each vital comes once with its value, few decimals and the page it was measured on', async () => {
  await there.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const busy = document.querySelector('h1')!
      busy.addEventListener('click', () => {
        const until = performance.now() + 120
        while (performance.now() < until);
      })
      setTimeout(
        () => document.body.prepend(Object.assign(document.createElement('h2'), { textContent: 'moved' })),
        300,
      )
    })
  })
  await there.visit('/measured')
  await there.page.waitForTimeout(700)
  await there.page.click('h1')
  await there.page.waitForTimeout(400)
  await there.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  const sent = await there.waitFor('$web_vital', 5)
  const vitals = sent.map(({ props }) => props as { name: string; value: number; rating: string })
  expect(vitals.map(({ name }) => name).sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
  for (const { name, value, rating } of vitals) {
    const decimals = String(value).split('.')[1]?.length ?? 0
    expect([name, decimals <= (name === 'CLS' ? 4 : 1)]).toEqual([name, true])
    expect(['good', 'needs-improvement', 'poor']).toContain(rating)
  }
  const measured = (what: string): number => vitals.find(({ name }) => name === what)?.value ?? 0
  expect(measured('INP')).toBeGreaterThanOrEqual(100)
  expect(measured('CLS')).toBeGreaterThan(0)
  const urls = there.collector.received.flatMap(({ batch }) => batch.contexts?.map(({ url }) => url) ?? [])
  expect(new Set(urls)).toEqual(new Set([`${there.url}/measured`]))
  expect(await there.exceptions()).toEqual([])
})

test('the module can be imported on a server', async () => {
  const { webVitals } = await import('./web-vitals.ts')
  expect(webVitals().name).toBe('web-vitals')
})
