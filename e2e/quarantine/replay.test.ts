import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, newId } from '../harness/events.ts'
import { testFolder } from '../harness/folder.ts'
import { type Maidian, root, runCli, startMaidian, until } from '../harness/maidian.ts'

const dir = testFolder('replay')
const CONFIG = `projects:
  - name: shop
    plan: ./plan
    unplanned: {events: quarantine, props: flag}
    sources:
      - {key: wk_demo_web, name: web, kind: web, origins: ["*"]}
`
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const PHONE = '13912345678'
const HOUR = 3_600_000

let maidian: Maidian
beforeAll(async () => {
  mkdirSync(dir, { recursive: true })
  cpSync(join(root, 'tracking-plan/plan'), join(dir, 'plan'), { recursive: true })
  cpSync(join(root, 'tracking-plan/releases'), join(dir, 'releases'), { recursive: true })
  writeFileSync(join(dir, 'maidian.yaml'), CONFIG)
  maidian = await startMaidian({ data: join(dir, 'data'), config: join(dir, 'maidian.yaml') })
})
afterAll(async () => {
  expect(await maidian.stop()).toBe(0)
})

const operator = (): string[] => ['--clickhouse', maidian.clickhouse.url, '--data', join(dir, 'data'), '--json']
const quarantine = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCli(['quarantine', ...operator(), ...args])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { events: number; groups: Record<string, unknown>[] }
}
const replay = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCli(['replay', ...operator(), '--url', maidian.url, ...args])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { verdicts: Record<string, number>; rules: Record<string, number> }
}
const held = async (): Promise<number> =>
  Number((await maidian.query<{ n: string }>('SELECT count() AS n FROM shop.quarantine'))[0]?.n)
const stored = async (id: string) =>
  (
    await maidian.query<Record<string, unknown>>(
      `SELECT toString(event_id) AS id, name, verdict, toUnixTimestamp64Milli(ts) AS at, os, device, path, app_version, props FROM shop.events WHERE event_id = '${id}'`,
    )
  )[0]

/** From a phone whose clock is an hour slow. */
const send = (events: object[]): Promise<Response> =>
  fetch(`${maidian.url}/v1/events?key=wk_demo_web`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': IPHONE },
    body: JSON.stringify({
      sent: Date.now() - HOUR,
      device: 'd-1',
      contexts: [{ url: 'https://shop.example/p/1', app: { name: 'shop', version: '3.2.0' } }],
      events,
    }),
  })

const wish = { ...made('wish_for', { time: Date.now() - HOUR - 5000 }), context: 0, props: { receiver_phone: PHONE } }
const ownId = { ...made('wish_for', { time: Date.now() - HOUR - 4000, id: 'my-own-id-1' }), context: 0, props: {} }
const stranger = { ...made('nobody_knows'), context: 0 }

test('what the plan does not know is listed by event, rule and app version, with what was sent', async () => {
  expect((await send([wish, ownId, stranger])).status).toBe(200)
  await until('held', async () => (await held()) === 3)
  const { events, groups } = await quarantine('--samples', '2')
  expect(events).toBe(3)
  expect(groups).toMatchObject([
    { name: 'wish_for', app_version: '3.2.0', events: 2 },
    { name: 'nobody_knows', app_version: '3.2.0', events: 1 },
  ])
  const { samples } = groups[0] as { samples: string[] }
  expect(JSON.parse(samples[0] as string)).toMatchObject({ device: 'd-1', events: [{ event: 'wish_for' }] })
  expect(JSON.stringify(groups)).not.toContain(PHONE)
  expect((await quarantine('--event', 'nobody_knows', '--app-version', '3.2.0')).events).toBe(1)
  expect((await quarantine('--where', "source = 'other'")).events).toBe(0)
})

test('before the plan knows it, a replay would change nothing', async () => {
  expect(await replay('--dry-run')).toMatchObject({ verdicts: { quarantined: 3 } })
  expect(await replay()).toMatchObject({ verdicts: { quarantined: 3 } })
  expect(await held()).toBe(3)
})

test('once the plan knows it, a replay stores it as if it had come then; again, it changes nothing', async () => {
  writeFileSync(
    join(dir, 'plan/events/cart/wish_for.yaml'),
    `event: wish_for
title: {zh: 许愿, en: Wish for}
owner: product-team
fires: {when: {zh: 许愿之后, en: after somebody wished}}
sources: {web: true}
props: []
`,
  )
  await until('the plan is taken', async () => (await replay('--dry-run')).verdicts.quarantined === 1)
  expect(await stored(wish.id)).toBeUndefined()
  const done = await replay('--event', 'wish_for')
  expect((done.verdicts.accepted ?? 0) + (done.verdicts.flagged ?? 0)).toBe(2)
  await until('stored', async () => (await stored(wish.id)) !== undefined)
  const row = await stored(wish.id)
  expect(row).toMatchObject({ name: 'wish_for', os: 'iOS', device: 'd-1', path: '/p/1', app_version: '3.2.0' })
  // The clock is corrected by when it was received first, not by now.
  expect(Math.abs(Number(row?.at) - (wish.time + HOUR))).toBeLessThan(2000)
  expect(JSON.stringify(row)).not.toContain(PHONE)
  await until('all stored', async () => (await quarantine()).events === 1)
  expect((await quarantine()).groups).toMatchObject([{ name: 'nobody_knows' }])
  expect(await replay('--event', 'wish_for')).toMatchObject({ verdicts: {} })
  // The phone sends once more what it had no answer for.
  await send([wish, ownId, { ...made('wish_for'), id: newId(), context: 0 }])
  const count = "SELECT count() AS n, uniqExact(event_id) AS ids FROM shop.events WHERE name = 'wish_for'"
  await until('the new one is stored', async () => Number((await maidian.query(count))[0]?.n) === 3)
  expect((await maidian.query(count))[0]).toEqual({ n: 3, ids: 3 })
})

test('whoever cannot be answered is told so, and what is wrong', async () => {
  const post = (body: unknown) =>
    fetch(`${maidian.url}/api/v1/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const invalid = await post({ project: 'shop', run: 'r', dry: true, events: [{ event_id: 'x' }] })
  expect([invalid.status, await invalid.json()]).toMatchObject([400, { error: { code: 'replay.invalid' } }])
  const events = [{ event_id: newId(), raw: 'not json', source: 'web', received: 1, header: '' }]
  expect((await post({ project: 'none', run: 'r', dry: true, events })).status).toBe(404)
  const told = await post({ project: 'shop', run: 'r', dry: false, events })
  expect(await told.json()).toMatchObject({ events: [{ reasons: [{ rule: 'replay.unreadable' }] }] })
  const nowhere = await runCli(['replay', ...operator(), '--url', 'http://127.0.0.1:1', '--where', 'nonsense ='])
  expect([nowhere.code, nowhere.stderr]).toMatchObject([1, expect.stringContaining('ClickHouse refused')])
})
