import type { Browser, CDPSession } from 'playwright-core'
import { bundleOf, type Contender, serve } from './page.ts'

/** ms where it says Ms, µs where it says Us; `written` in characters; `json`: those of the events' own JSON. */
export type Measured = {
  startMs: number
  medianUs: number
  p99Us: number
  totalMs: number
  longestMs: number
  written: number
  json: number
}

export const CALLS = 1100
const EVERY_MS = 10

const taskMs = async (cdp: CDPSession): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** The longest task of the page's main thread in a trace, in ms. */
const longestTask = (trace: Buffer): number => {
  type Entry = { name: string; pid: number; tid: number; dur?: number; args?: { name?: string } }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: Entry[] }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  )
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}.${tid}`))
  return Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000))
}

/** One visit with 1,100 calls of ten properties, 10 ms apart; `throttle`: how many times slower the CPU is made. */
export const measure = async (browser: Browser, contender: Contender, throttle: number): Promise<Measured> => {
  const site = await serve(await bundleOf(contender))
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.goto(site.url)
  await cdp.send('Performance.enable')
  const startMs = await page.evaluate(() => (window as unknown as { startMs: number }).startMs)
  await page.waitForTimeout(500)
  if (throttle > 1)
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] })
  const before = await taskMs(cdp)
  const took = await page.evaluate(
    ([calls, every]) =>
      new Promise<{ times: number[]; json: number; written: number }>(resolve => {
        const { tracker } = window as unknown as { tracker: { track(name: string, props: object): void } }
        const times: number[] = []
        let json = 0
        const timer = setInterval(() => {
          const i = times.length
          const props = {
            product_id: `p-${i}`,
            category_id: 'tea',
            sku_id: `sku-${i}`,
            price: 268.5,
            quantity: 2,
            placement: 'product',
            title: '西湖龙井 明前特级',
            coupon: 'DOUBLE11',
            in_stock: true,
            position: i,
          }
          const began = performance.now()
          tracker.track('add_to_cart', props)
          times.push((performance.now() - began) * 1000)
          json += JSON.stringify({
            id: '01a0c450-6c00-7014-806c-97d63cfbdc53',
            event: 'add_to_cart',
            time: 1790000000000,
            stream: '97d63cfbdc53',
            seq: i,
            session: '01a0c450-6c00-7014-806c-97d63cfbdc53',
            props,
          }).length
          if (times.length === calls) {
            clearInterval(timer)
            setTimeout(
              () => resolve({ times, json, written: (window as unknown as { written: number }).written }),
              2500,
            )
          }
        }, every)
      }),
    [CALLS, EVERY_MS] as const,
  )
  const totalMs = (await taskMs(cdp)) - before
  const longestMs = throttle > 1 ? longestTask(await browser.stopTracing()) : 0
  await context.close()
  await site.close()
  const sorted = took.times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] as number
  return { startMs, medianUs: at(0.5), p99Us: at(0.99), totalMs, longestMs, written: took.written, json: took.json }
}

/** ms of main-thread time to append so many records of 900 characters, by the kind of storage. */
export const compareStorages = async (browser: Browser): Promise<Record<'localStorage' | 'IndexedDB', number>> => {
  const site = await serve('var Tracker = { start() {} }')
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await page.goto(site.url)
  await cdp.send('Performance.enable')
  const spent = async (run: () => Promise<void>): Promise<number> => {
    const before = await taskMs(cdp)
    await run()
    return (await taskMs(cdp)) - before
  }
  const local = await spent(() =>
    page.evaluate(calls => {
      for (let i = 0; i < calls; i++) localStorage.setItem(`bench.${i}`, 'x'.repeat(900))
    }, CALLS),
  )
  const indexed = await spent(() =>
    page.evaluate(async calls => {
      const database = await new Promise<IDBDatabase>(resolve => {
        const opening = indexedDB.open('bench')
        opening.onupgradeneeded = () => opening.result.createObjectStore('queue')
        opening.onsuccess = () => resolve(opening.result)
      })
      // One transaction each, as separate calls of track() need.
      for (let i = 0; i < calls; i++) {
        await new Promise<void>(resolve => {
          const transaction = database.transaction('queue', 'readwrite')
          transaction.objectStore('queue').put('x'.repeat(900), i)
          transaction.oncomplete = () => resolve()
        })
      }
    }, CALLS),
  )
  await context.close()
  await site.close()
  return { localStorage: local, IndexedDB: indexed }
}
