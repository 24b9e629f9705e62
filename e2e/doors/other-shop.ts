import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { made, send } from '../harness/events.ts'
import { type Maidian, startMaidian, until } from '../harness/maidian.ts'
import { type Twice, twiceTo } from '../harness/twice.ts'

/** The sources that other trackers send as. */
const DOORS = fileURLToPath(new URL('doors.yaml', import.meta.url))

/** A file of a published package, whatever its `exports` say. */
export const packageFile = (name: string, path: string): string => {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  const folder = folders.find(one => existsSync(join(one, name))) ?? ''
  return readFileSync(join(folder, name, path), 'utf8')
}

export type Row = {
  name: string
  user: string
  device: string
  verdict: string
  flags: string[]
  props: Record<string, string>
  [column: string]: unknown
}

export type OtherShop = {
  maidian: Maidian
  twice: Twice
  /** Where its pages send: another origin than theirs. */
  collector: string
  /** Opens a page of the shop, come to from `referrer`, in a browser that knows nobody yet. */
  open(path: string, referrer?: string): Promise<Page>
  /** Rows of `events`, oldest first, once there are `n` and all that was sent before now is stored: one too many is among them. */
  rows(n: number, where?: string): Promise<Row[]>
  close(): Promise<void>
}

const COLUMNS = `name, user, device, session, source, platform, sdk, url, path, title, referrer, channel, utm_source,
  campaign, screen, language, network, scene, app, app_version, os, device_model, browser, ip, verdict, flags, props,
  client_time, ts, received`

/**
 * A shop at www.shop.test whose pages load other trackers, and a Maidian that gets each of their requests twice.
 * `page` makes the html of a page, given the collector's address; `files` are its scripts.
 */
export const startOtherShop = async (
  data: string,
  { page = () => '', files = {} }: { page?: (collector: string) => string; files?: Record<string, string> } = {},
): Promise<OtherShop> => {
  const maidian = await startMaidian({ data, config: DOORS })
  const twice = await twiceTo(maidian.url)
  const collector = `http://collect.shop.test:${twice.port}`
  const site = createServer((request, response) => {
    const file = files[(request.url ?? '').split('?')[0] as string]
    const type = file === undefined ? 'text/html' : 'text/javascript'
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.end(file ?? `<!doctype html><title>Red shoes</title>${page(collector)}`)
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  let chromium: RunningChromium | undefined
  let marks = 0

  const count = async (where: string): Promise<number> => {
    const [row] = await maidian.query<{ n: string }>(`SELECT count() AS n FROM shop.events WHERE ${where}`)
    return Number(row?.n)
  }
  /** The log is read in order: what was sent before this mark is stored when the mark is. */
  const mark = async (): Promise<void> => {
    const event = made('mark', { device: `mark-${marks++}` })
    expect((await send(maidian.url, { events: [event] }, 'wk_server')).status).toBe(204)
    await until('the mark is stored', async () => (await count(`device = '${event.device}'`)) === 1)
  }
  return {
    maidian,
    twice,
    collector,
    open: async (path, referrer) => {
      chromium ??= await launchChromium({ hosts: ['*.shop.test'] })
      const context = await chromium.browser.newContext({ locale: 'zh-CN', viewport: { width: 800, height: 600 } })
      const opened = await context.newPage()
      const url = `http://www.shop.test:${(site.address() as AddressInfo).port}${path}`
      await opened.goto(url, referrer === undefined ? {} : { referer: referrer })
      return opened
    },
    rows: async (n, where = 'true') => {
      await until(`${n} rows where ${where}`, async () => (await count(where)) >= n)
      await mark()
      return maidian.query<Row>(
        `SELECT ${COLUMNS} FROM shop.events WHERE (${where}) AND name != 'mark' ORDER BY ts, name`,
      )
    },
    close: async () => {
      await chromium?.close()
      site.close()
      site.closeAllConnections()
      await twice.close()
      await maidian.stop()
    },
  }
}

/** Facts of a row that a test names. */
export const facts = (rows: readonly Row[], ...columns: string[]): unknown[][] =>
  rows.map(row => columns.map(column => row[column]))
