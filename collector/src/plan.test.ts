import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, type LogEntry, openLocalLog } from '@maidian/engines'
import type { BatchReply } from '@maidian/schemas'
import { createLogger, parseConfig } from '@maidian/service'
import { type Plans, parsePiiSecret, type Release, stampOf } from '@maidian/tracking-plan'
import { nextOf, releaseOf, snapshotOf } from '@maidian/tracking-plan/testing'
import Fastify, { type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCollector } from './app.ts'

const config = parseConfig(`projects:
  - name: shop
    plan: ./plan
    unplanned: {events: block, props: flag}
    sources:
      - {key: wk_web, name: site, kind: web, origins: ["*"]}
      - {key: wk_old, kind: web, origins: ["*"], unversioned: quarantine}
      - {key: wk_server, kind: server, on_violation: quarantine}
  - name: other
    sources: [{key: wk_other, kind: web, origins: ["*"]}]
`)
const FILES = {
  'properties/a.yaml': `
order_id: {type: id, say: order}
value: {type: decimal, scale: 2, unit: CNY, say: value}
receiver_phone: {type: string, pii: contact, store: hash, say: phone}
`,
  'events/search.yaml':
    'event: search\ntitle: Search\nfires: {when: sent}\nsources: {web: true}\nextra: allow\nprops: [order_id]\n',
  'events/purchase.yaml':
    'event: purchase\ntitle: Paid\nfires: {when: paid}\nsources: {web: true, server: true}\nonce_per: [order_id]\nprops: [order_id!, value, receiver_phone]\n',
}
const STRICTER = { ...FILES, 'events/purchase.yaml': FILES['events/purchase.yaml'].replace('value,', 'value!,') }
const first = releaseOf('2026.10.1', FILES)
const second = releaseOf('2026.11.1', STRICTER)

const root = mkdtempSync(join(tmpdir(), 'maidian-collector-plan-'))
let log: EventLog
let appended: LogEntry[] = []
let known: { releases: Release[]; next: Release | null } = { releases: [first], next: null }
let app: FastifyInstance
const metrics = new Registry()

/** Plans that a test can change, as a watched folder does. */
const plans: Plans = (() => {
  let made = { of: known, snapshot: snapshotOf(known) }
  return {
    of: project => {
      if (project !== 'shop') return null
      if (made.of !== known) made = { of: known, snapshot: snapshotOf(known) }
      return made.snapshot
    },
    close: () => {},
  }
})()

beforeAll(async () => {
  const local = await openLocalLog({ dir: root, floorBytes: 0 })
  log = {
    ...local,
    append: async entry => {
      appended.push(entry)
      return local.append(entry)
    },
  }
  app = Fastify()
  const logger = createLogger({ name: 'test', level: 'silent' })
  const piiSecret = parsePiiSecret('0123456789abcdef')
  await app.register(createCollector({ log, config, logger, metrics, plans, piiSecret }))
})
beforeEach(() => {
  appended = []
  known = { releases: [first], next: null }
})
afterAll(async () => {
  await app.close()
  await log.close()
  rmSync(root, { recursive: true, force: true })
})

const deep = JSON.parse(`${'{"in":'.repeat(20)}1${'}'.repeat(20)}`)
const event = (props: object, over: object = {}) => ({ id: 'e-1', event: 'purchase', time: 1, props, ...over })
const send = async (events: object[], { key = 'wk_web', batch = {} } = {}) => {
  const reply = await app.inject({
    method: 'POST',
    url: `/v1/events?key=${key}`,
    headers: { host: '127.0.0.1:8080' },
    payload: JSON.stringify({ device: 'd', ...batch, events }),
  })
  const { events: told = [] } = (reply.body === '' ? {} : JSON.parse(reply.body)) as Partial<BatchReply>
  return {
    status: reply.statusCode,
    told: told.map(({ verdict, reasons }) => [verdict, ...reasons.map(one => one.rule)]),
  }
}

describe('judging', () => {
  test('a valid event is acknowledged without a word, and the header names the release', async () => {
    expect(await send([event({ order_id: 'o-1', value: 1.5 })])).toEqual({ status: 204, told: [] })
    expect(appended[0]?.header).toMatchObject({ plan: stampOf(first), verdicts: [] })
  })
  test('an event that breaks the plan is kept, flagged, and says why; rows get rule and path', async () => {
    expect(await send([event({ order_id: 'o-1', value: '1.5' })])).toEqual({
      status: 200,
      told: [['flagged', 'prop.type']],
    })
    expect(appended[0]?.header.verdicts).toEqual([[0, 'flagged', ['prop.type:value']]])
  })
  test('a source decides where event and plan do not', async () => {
    expect((await send([event({})], { key: 'wk_server', batch: { user: 'u' } })).told).toEqual([
      ['quarantined', 'prop.missing'],
    ])
  })
  test('what a project blocks is refused and told, and its neighbours are kept', async () => {
    const { told } = await send([event({}, { event: 'never' }), event({ order_id: 'o-1' })])
    expect(told).toEqual([['blocked', 'event.unplanned']])
    expect(appended[0]?.header.verdicts).toEqual([[0, 'blocked', ['event.unplanned']]])
    expect(await metrics.metrics()).toContain(
      'maidian_collector_broken_rules_total{project="shop",verdict="blocked",rule="event.unplanned"} 1',
    )
  })
  test.each([
    ['a text of a planned property', event({ order_id: 'x'.repeat(8193) }), 'event.text_cut'],
    ['a text that ends in quotes', event({ order_id: `${'x'.repeat(8000)}${'"'.repeat(500)}` }), 'event.text_cut'],
    ['what an event may have besides', event({ more: deep }, { event: 'search' }), 'event.depth_cut'],
    ['what a built-in event has besides', event({ more: deep }, { event: '$page_view' }), 'event.depth_cut'],
    [
      'an object of a built-in event',
      event({ kind: 'product', attributes: deep }, { event: '$item_set' }),
      'event.depth_cut',
    ],
    ['what is not planned', event({ order_id: 'o-1', more: deep }), 'event.depth_cut'],
  ])('%s is cut to its bounds and flagged, and its neighbours stay as they were', async (_, beyond, rule) => {
    const { told } = await send([event({ order_id: 'o-1' }), beyond, event({ order_id: 'o-2' })])
    expect(told).toEqual([['flagged', rule, ...(told[0]?.slice(2) ?? [])]])
    const kept = JSON.parse(appended[0]?.value.toString() ?? '')
    expect(kept.events[0]).toEqual(event({ order_id: 'o-1' }))
    expect(kept.events[1]).not.toEqual(beyond)
  })
  test('a project without a plan takes every well-formed event', async () => {
    expect((await send([event({}, { event: 'never' })], { key: 'wk_other' })).status).toBe(204)
  })
  test('an event that cannot be read is told so, and is not held against the plan', async () => {
    expect((await send([event({}, { time: 'x' })])).told).toEqual([['quarantined', 'event.time']])
  })
  test('with verbose every event is told of', async () => {
    expect((await send([event({ order_id: 'o-1' })], { batch: { debug: 'a1' } })).told).toEqual([['accepted']])
  })
})

describe('a new release', () => {
  test('judges at once what names it or nothing, and the old one still judges its own clients', async () => {
    const bare = event({ order_id: 'o-1' })
    const oldClient = event({ order_id: 'o-1' }, { plan: stampOf(first) })
    expect((await send([bare, oldClient])).status).toBe(204)
    known = { releases: [second, first], next: null }
    expect((await send([bare, oldClient])).told).toEqual([['flagged', 'prop.missing']])
    expect((await send([event({ order_id: 'o-1' }, { plan: stampOf(second) })])).told).toEqual([
      ['flagged', 'prop.missing'],
    ])
  })
  test('which the collector does not know yet puts its events into quarantine', async () => {
    const ahead = event({ order_id: 'o-1' }, { plan: stampOf(second) })
    expect((await send([ahead])).told).toEqual([['quarantined', 'plan.unknown']])
  })
  test('production refuses the working tree; where it counts, it is the latest', async () => {
    const next = nextOf(STRICTER)
    const built = event({ order_id: 'o-1' }, { plan: stampOf(next) })
    expect((await send([built])).told).toEqual([['quarantined', 'plan.unknown']])
    known = { releases: [first], next }
    expect((await send([built])).told).toEqual([['flagged', 'prop.missing']])
  })
  test('a source can insist on being told by which release an event was made', async () => {
    expect((await send([event({ order_id: 'o-1' })], { key: 'wk_old' })).told).toEqual([
      ['quarantined', 'plan.unversioned'],
    ])
  })
})

describe('private data', () => {
  const PHONE = '13800138000'
  test('is hashed before the log, also in an event that is quarantined or not planned', async () => {
    await send([event({ order_id: 'o-1', receiver_phone: PHONE })])
    await send([event({ order_id: 1, receiver_phone: PHONE }, { time: 'x' })])
    await send([event({ order_id: 'o-1', nested: { receiver_phone: PHONE } }, { event: '$page_view' })])
    for (const { value } of appended) {
      expect(value.toString()).not.toContain(PHONE)
      expect(value.toString()).toMatch(/h1:[\w-]{22}/)
    }
  })
  test('is judged as it came: what is left of a value is not held against the event', async () => {
    expect((await send([event({ order_id: 'o-1', receiver_phone: PHONE })])).status).toBe(204)
  })
  test('a batch without any goes into the log by its own bytes', async () => {
    const payload = '{ "device":"d",  "events":[{"id":"e","event":"purchase","time":1,"props":{"order_id":"o"}}] }'
    await app.inject({ method: 'POST', url: '/v1/events?key=wk_web', headers: { host: '127.0.0.1:8080' }, payload })
    expect(appended[0]?.value.toString()).toBe(payload)
  })
})
