import { existsSync } from 'node:fs'
import { type FakeCollector, type Site, startFakeCollector, startSite } from '@maidian/sdk-core/testing/fake-collector'
import { reconcile } from '@maidian/sdk-core/testing/ledger'
import { rollup } from 'rollup'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { plugins } from '../rollup.config.js'
import { launchChromium, type RunningChromium } from '../testing/chromium.ts'

// The headless shell that npm has knows no back/forward cache: this needs a whole Chromium.
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const isThere = existsSync(CHROMIUM)
if (!isThere) console.warn('skipped: no Chromium with a back/forward cache (CHROMIUM_PATH)')

const here = `${import.meta.dirname}/`
const ENTRY = `${here}bfcache-page.ts`
const SOURCE = `
import { createTracker, pageViews } from '${here}index.ts'
import { pageLeave } from '${here}plugins/page-leave.ts'
const url = new URLSearchParams(location.search).get('collector')
const tracker = createTracker({ key: 'wk_test', url, plugins: [pageViews(), pageLeave()] })
tracker.track('loaded')
addEventListener('pageshow', ({ persisted }) => { if (persisted) tracker.track('returned') })`

const bundle = async (): Promise<string> => {
  const virtual = {
    name: 'virtual',
    resolveId: (id: string) => (id === ENTRY ? id : null),
    load: (id: string) => (id === ENTRY ? SOURCE : null),
  }
  const build = await rollup({ input: ENTRY, plugins: [virtual, plugins] })
  const { output } = await build.generate({ format: 'iife' })
  await build.close()
  return output[0].code
}

let running: RunningChromium
let site: Site
let collector: FakeCollector
beforeAll(async () => {
  if (!isThere) return
  site = await startSite('<!doctype html><title>shop</title><script src="/app.js"></script>', {
    '/app.js': `if (location.pathname === '/shop') {${await bundle()}}`,
  })
  collector = await startFakeCollector()
  running = await launchChromium({ path: CHROMIUM })
})
afterAll(async () => {
  await running?.close()
  await collector?.close()
  await site?.close()
})

test.skipIf(!isThere)(
  'a page that comes back from the back/forward cache goes on, and loses and doubles nothing',
  async () => {
    const page = await running.browser.newPage()
    await page.goto(`${site.url}/shop?collector=${encodeURIComponent(collector.url)}`)
    const count = (name: string): number =>
      new Set(collector.acknowledged.filter(({ event }) => event === name).map(({ id }) => id)).size
    await vi.waitFor(() => expect(count('loaded')).toBe(1), 5000)
    for (let round = 1; round <= 3; round++) {
      await page.evaluate(() => {
        location.href = '/elsewhere'
      })
      await vi.waitFor(() => expect(count('$page_leave')).toBe(round), 5000)
      await page.evaluate(() => history.back()).catch(() => {})
      await vi.waitFor(() => expect(count('returned')).toBe(round), 5000)
    }
    // The page was never loaded again: it is one stream, whose numbers have no gap.
    expect(count('loaded')).toBe(1)
    const batches = collector.received.map(({ batch }) => batch)
    const accounts = reconcile({ batches, stored: collector.acknowledged }, [])
    expect([...accounts.values()]).toMatchObject([{ dropped: 0, missing: [] }])
  },
)
