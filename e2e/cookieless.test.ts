import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PluginSite, startPluginSite } from '../sdk-web/testing/plugin-page.ts'
import { type Made, made } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { logsUnderTest } from './harness/logs.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('cookieless')
const logs = await logsUnderTest('cookieless')

/** The tracker as docs/sdk-web.md configures it for such a source: who somebody is stays in the page's memory. */
const SCRIPT = `
import { createTracker } from '../src/index.ts'
const memory = new Map()
const identityFacts = () => ({
  get: key => memory.get(key) ?? null,
  set: (key, value) => memory.set(key, value),
  remove: key => memory.delete(key),
})
export const start = config => createTracker({ ...config, key: 'wk_less', identityFacts })`

let site: PluginSite
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT })
})
afterAll(async () => {
  await site?.close()
  for (const { kafka } of logs) await kafka?.stop()
})

const CONFIG = `trust_proxy: [127.0.0.1]
projects:
  - name: shop
    sources: [{key: wk_less, name: less, kind: web, origins: ["*"], ip: drop, identity: cookieless}]
`
const UA =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

declare const window: { tracker: { deviceId(): string; track(name: string): void; flush(): Promise<void> } }

describe.each(logs)('a cookieless source, on the $name log', ({ name, env }) => {
  let maidian: Maidian
  beforeAll(async () => {
    const config = join(folder, 'maidian.yaml')
    writeFileSync(config, CONFIG)
    maidian = await startMaidian({ data: join(folder, name), config, env })
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })

  const send = async (from: string, events: Made[], batch: object = {}): Promise<number> => {
    const reply = await fetch(`${maidian.url}/v1/events?key=wk_less`, {
      method: 'POST',
      headers: { 'x-forwarded-for': from, 'user-agent': UA },
      body: JSON.stringify({ ...batch, events }),
    })
    return reply.status
  }
  type Row = { name: string; device: string; user: string; ip: string }
  const rows = () => maidian.query<Row>('SELECT name, device, user, ip FROM shop.events ORDER BY ts, event_id')
  const stored = async (n: number): Promise<Row[]> => {
    await until(`${n} events are stored`, async () => (await rows()).length >= n)
    return rows()
  }

  test('addresses tell people apart, and are kept nowhere', async () => {
    expect(await send('198.51.100.1', [made('view_item')])).toBe(204)
    expect(await send('198.51.100.2', [made('view_item')])).toBe(204)
    expect(await send('198.51.100.1', [made('add_to_cart')])).toBe(204)
    const all = await stored(3)
    const [view] = all
    expect(new Set(all.map(row => row.device)).size).toBe(2)
    for (const row of all) expect(row).toMatchObject({ device: expect.stringMatching(/^daily-[\da-f]{32}$/), ip: '' })
    const cart = all.find(row => row.name === 'add_to_cart')
    expect(all.filter(row => row.device === cart?.device).map(row => row.name)).toEqual(['view_item', 'add_to_cart'])
    expect(view?.user).toBe('')
    const { steps } = await maidian.ask<{ steps: { users: number }[] }>('funnel', {
      steps: [{ event: 'view_item' }, { event: 'add_to_cart' }],
    })
    expect(steps.map(step => step.users)).toEqual([2, 1])
  })

  test('an event that is sent again from another address is one event', async () => {
    const again = made('purchase')
    const others = Array.from({ length: 20 }, () => made('purchase'))
    await Promise.all([send('198.51.100.1', [again]), send('198.51.100.3', [again, ...others])])
    expect(await send('198.51.100.4', [...others, again])).toBe(204)
    expect(await send('198.51.100.1', [made('after')])).toBe(204)
    await until('the last one is stored', async () => (await rows()).some(row => row.name === 'after'))
    await until('all are stored', async () => (await rows()).length >= 25)
    expect((await rows()).filter(row => row.name === 'purchase')).toHaveLength(21)
  })

  test('a device that a client sends all the same does not reach the store, and nobody is linked to a day', async () => {
    const before = (await rows()).length
    expect(
      await send('198.51.100.9', [made('view_item'), made('$identify', { user: 'u-1' })], { device: 'd-leak' }),
    ).toBe(204)
    expect(await send('198.51.100.9', [made('view_item', { device: 'd-leak' }), made('', { device: 'd-leak' })])).toBe(
      200,
    )
    await stored(before + 3)
    await until('the bad one is held', async () => (await maidian.query('SELECT 1 FROM shop.quarantine')).length === 1)
    for (const table of ['events', 'quarantine', 'identities', 'client_loss'])
      expect(JSON.stringify(await maidian.query(`SELECT * FROM shop.${table}`)), table).not.toContain('d-leak')
    const [held] = await maidian.query<{ raw: string }>('SELECT raw FROM shop.quarantine')
    expect(JSON.parse(held?.raw ?? '').device).toMatch(/^daily-/)
    expect(await maidian.query('SELECT 1 FROM shop.identities')).toEqual([])
  })

  test('a tracker whose identity stays in memory leaves none in the browser, and its pages are one visitor that day', async () => {
    const before = (await rows()).length
    const there = await site.open()
    await there.context.addCookies([{ name: 'collector', value: maidian.url, url: there.url }])
    const visit = async () => {
      await there.visit()
      return there.page.evaluate(async () => {
        window.tracker.track('look')
        await window.tracker.flush()
        const kept = [...Object.entries(localStorage), document.cookie].join()
        return { device: window.tracker.deviceId(), kept }
      })
    }
    const visits = [await visit(), await visit()]
    expect(new Set(visits.map(one => one.device)).size).toBe(2)
    for (const { device, kept } of visits) expect(kept).not.toContain(device)
    await until('both pages are stored', async () => (await rows()).filter(row => row.name === 'look').length === 2)
    const stored = (await rows()).slice(before).filter(row => row.name === 'look')
    expect(new Set(stored.map(row => row.device)).size).toBe(1)
    await there.close()
  })
})
