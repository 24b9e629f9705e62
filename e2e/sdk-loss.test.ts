import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { type Maidian, root, startMaidian, until } from './harness/maidian.ts'

/** What stands between pages and Maidian, and what it does with a request. */
type Fault = 'none' | 'refuse' | 'lose the reply' | 'reset' | 'portal' | 'too large' | 'silent'
const FAULTS: Fault[] = ['refuse', 'lose the reply', 'reset', 'portal', 'too large', 'silent', 'none', 'none']

const SEED = Number(process.env.SEED ?? 20_261_111)
const TABS = 3
const ROUNDS = 12
const EACH = 40

const folder = testFolder('sdk-loss')
let maidian: Maidian
let chromium: RunningChromium
let site: { url: string; close(): void }
let calm = false
const seen = new Set<Fault>()

let state = SEED
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** The shop's server: its page, the SDK's own script, and a proxy to Maidian that breaks what passes. */
const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { url = '', method = 'GET' } = request
  if (url === '/maidian.js') {
    response.setHeader('content-type', 'text/javascript')
    response.end(readFileSync(join(root, 'sdk-web/dist/maidian.js')))
    return
  }
  if (!url.startsWith('/v1/')) {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>shop</title><script src="/maidian.js"></script><script>
      const tracker = Maidian.createTracker({ key: 'wk_demo_web', url: '', requestTimeoutMs: 1500, flushEveryMs: 100, plugins: [Maidian.pageViews()] })
      </script>`)
    return
  }
  const body = await bodyOf(request)
  const fault = calm ? 'none' : (FAULTS[Math.floor(random() * FAULTS.length)] as Fault)
  seen.add(fault)
  if (fault === 'refuse') response.writeHead(503, { 'retry-after': '1' }).end()
  else if (fault === 'portal') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>')
  else if (fault === 'too large') response.writeHead(413).end('<html>413</html>')
  else if (fault === 'silent') setTimeout(() => request.socket.destroy(), 3000)
  else {
    const headers = { 'content-type': request.headers['content-type'] ?? 'text/plain' }
    const answer = await fetch(`${maidian.url}${url}`, { method, headers, body: new Uint8Array(body) })
    // Maidian has it, and the page does not know.
    if (fault === 'reset') request.socket.destroy()
    else if (fault === 'lose the reply') response.writeHead(502).end('<html>Bad gateway</html>')
    else response.writeHead(answer.status).end(await answer.text())
  }
}

beforeAll(async () => {
  maidian = await startMaidian({ data: join(folder, 'data') })
  chromium = await launchChromium()
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  site = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
})
afterAll(async () => {
  await chromium?.close()
  site?.close()
  await maidian?.stop()
})

declare const tracker: { track(name: string, props: object): void; flush(): Promise<void> }

const make = (page: Page, from: number): Promise<void> =>
  page.evaluate(
    ([first, count]) => {
      for (let i = first; i < first + count; i++) tracker.track('e', { i })
    },
    [from, EACH] as const,
  )
const waiting = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('.q.')).length)

type Stream = { stream: string; rows: number; ids: number; numbers: number; last: number }

test(`tabs, reloads and a network that breaks every way: each event is in ClickHouse, once (seed ${SEED})`, async () => {
  const context = await chromium.browser.newContext()
  const pages = await Promise.all(Array.from({ length: TABS }, () => context.newPage()))
  await Promise.all(pages.map(page => page.goto(site.url)))
  let made = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const page of pages) {
      await make(page, made)
      made += EACH
      await page.waitForTimeout(150)
    }
    if (round % 4 === 3) await (pages[round % TABS] as Page).reload()
  }
  calm = true
  const [page] = pages as [Page]
  await until('nothing waits any more', async () => (await waiting(page)) === 0, 120_000)
  await until(
    'all of it is stored',
    async () => {
      const [{ n } = { n: 0 }] = await maidian.query<{ n: number }>(
        "SELECT uniqExact(event_id)::UInt32 AS n FROM shop.events WHERE name = 'e'",
      )
      return n === made
    },
    60_000,
  )
  const streams = await maidian.query<Stream>(
    `SELECT stream, count()::UInt32 AS rows, uniqExact(event_id)::UInt32 AS ids, uniqExact(seq)::UInt32 AS numbers, max(seq)::UInt32 AS last
     FROM shop.events GROUP BY stream`,
  )
  // Three tabs and three reloads; in each, numbers from 0 without a gap and no row twice.
  expect(streams.length).toBe(TABS + Math.floor(ROUNDS / 4))
  for (const { stream, rows, ids, numbers, last } of streams) {
    expect({ stream, rows, ids, numbers }).toEqual({ stream, rows: last + 1, ids: last + 1, numbers: last + 1 })
  }
  expect([...seen].sort()).toEqual([...new Set(FAULTS)].sort())
})
