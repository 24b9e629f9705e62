import { gzipSync } from 'node:zlib'
import type { Batch } from '@maidian/schemas'
import { releaseOf, snapshotOf } from '@maidian/tracking-plan/testing'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DoorApp, doorApp, NOW } from '../../testing/door-app.ts'

const YAML = `projects:
  - name: shop
    sources:
      - {key: wk_web, name: site, kind: web, origins: ["https://*.shop.example"]}
      - {key: wk_server, kind: server, ip: keep}
  - name: planned
    plan: ./plan
    sources: [{key: wk_planned, kind: web, origins: ["*"]}]
`
const release = releaseOf('2026.10.1', {
  'properties/a.yaml':
    'value: {type: decimal, scale: 2, unit: CNY, say: value}\nreceiver_phone: {type: string, pii: contact, store: hash, say: phone}\n',
  'events/purchase.yaml': 'event: purchase\ntitle: Paid\nfires: {when: paid}\nsources: {web: true}\nprops: [value!]\n',
})
const snapshot = snapshotOf({ releases: [release], next: null })

let door: DoorApp
beforeAll(async () => {
  door = await doorApp(YAML, { of: project => (project === 'planned' ? snapshot : null), close: () => {} })
})
beforeEach(() => {
  door.appended()
})
afterAll(() => door.app.close())

const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
const message = (over: object = {}) => ({
  type: 'track',
  event: 'view_item',
  messageId: 'm-1',
  anonymousId: 'a-1',
  timestamp: new Date(NOW - 5000).toISOString(),
  ...over,
})
const post = async (url: string, payload: unknown, headers: Record<string, string> = basic('wk_web:')) => {
  const options: InjectOptions = { method: 'POST', url, headers: { host: '127.0.0.1', ...headers } }
  const reply = await door.app.inject({
    ...options,
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })
  return { status: reply.statusCode, json: reply.json(), headers: reply.headers }
}
const named = (batches: Batch[]) => batches.flatMap(batch => batch.events.map(({ event }) => event))

describe('addresses', () => {
  test.each([
    ['track', 't', ['view_item']],
    ['page', 'p', ['$page_view']],
    ['screen', 's', ['$page_view']],
    ['identify', 'i', ['$identify', '$profile_set']],
    ['group', 'g', ['$profile_set', '$item_set']],
    ['alias', 'a', ['$identify']],
  ])('/v1/%s and /v1/%s, with and without a slash', async (long, short, names) => {
    const body = { ...message(), type: undefined, userId: 'u-1', groupId: 'g-1', traits: { a: 1 } }
    for (const path of [long, short, `${long}/`, `${short}/`]) {
      expect(await post(`/v1/${path}`, body)).toMatchObject({ status: 200, json: { success: true } })
      expect(named(door.batches()), path).toEqual(names)
    }
  })
  test.each(['/v1/batch', '/v1/b', '/v1/b/', '/beacon/v1/batch'])('%s takes several', async path => {
    const batch = [message(), message({ type: 'page' })]
    expect((await post(path, { batch, sentAt: new Date(NOW).toISOString() })).status).toBe(200)
    const [written] = door.batches()
    expect(written).toMatchObject({ sent: NOW, events: [{ event: 'view_item' }, { event: '$page_view' }] })
  })
})

describe('the write key', () => {
  test.each([
    ['Basic auth', '/v1/t', basic('wk_web:'), {}],
    ['without its colon', '/v1/t', basic('wk_web'), {}],
    ['the query', '/v1/t?writeKey=wk_web', {}, {}],
    ['the message', '/v1/t', {}, { writeKey: 'wk_web' }],
  ])('%s', async (_, url, headers, over) => {
    expect((await post(url, message(over), headers)).status).toBe(200)
    expect(door.appended()[0]?.header).toMatchObject({ project: 'shop', source: 'site', door: 'segment' })
  })
  test('the batch, or its first message', async () => {
    expect((await post('/v1/b', { writeKey: 'wk_web', batch: [message()] }, {})).status).toBe(200)
    expect((await post('/v1/b', { batch: [message({ writeKey: 'wk_web' })] }, {})).status).toBe(200)
  })
})

describe('answers that make a client do the right thing', () => {
  const refusals: [string, string, unknown, Record<string, string>, number, string][] = [
    ['no key', '/v1/t', message(), {}, 401, 'key.missing'],
    ['a wrong key', '/v1/t', message(), basic('wk_none:'), 401, 'key.unknown'],
    [
      'a page of elsewhere',
      '/v1/t',
      message(),
      { ...basic('wk_web:'), origin: 'https://evil.example' },
      403,
      'origin.not_allowed',
    ],
    [
      'a server key in a page',
      '/v1/t',
      message(),
      { ...basic('wk_server:'), origin: 'http://127.0.0.1' },
      403,
      'origin.not_allowed',
    ],
    ['no JSON', '/v1/t', '{"event":', basic('wk_web:'), 400, 'batch.not_json'],
    ['no object', '/v1/t', '[]', basic('wk_web:'), 400, 'batch.invalid'],
    ['no messages', '/v1/b', { batch: [] }, basic('wk_web:'), 400, 'batch.invalid'],
    ['too many messages', '/v1/b', { batch: Array(2501).fill(0) }, basic('wk_web:'), 413, 'batch.too_many_events'],
    ['too many bytes', '/v1/t', 'x'.repeat(4_200_000), basic('wk_web:'), 413, 'batch.too_large'],
    [
      'another encoding',
      '/v1/t',
      'x',
      { ...basic('wk_web:'), 'content-encoding': 'br' },
      400,
      'batch.encoding_unknown',
    ],
  ]
  test.each(refusals)('%s', async (_, url, body, headers, status, code) => {
    expect(await post(url, body, headers)).toMatchObject({ status, json: { error: { code } } })
    expect(door.appended()).toEqual([])
  })
  test('a log that is away is 503, which all of them try again', async () => {
    door.fail('log.unavailable')
    const reply = await post('/v1/t', message())
    door.fail(null)
    expect(reply).toMatchObject({ status: 503, json: { error: { code: 'log.not_available' } } })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  })
  test('gzip is understood', async () => {
    const headers = { ...basic('wk_web:'), 'content-encoding': 'gzip' }
    expect((await post('/v1/t', gzipSync(JSON.stringify(message())), headers)).status).toBe(200)
  })
  test('a bad message takes no other with it, and is told by its place', async () => {
    const batch = [message(), message({ messageId: 'm-2', type: 'nonsense' }), null, message({ anonymousId: '' })]
    const { status, json } = await post('/v1/batch', { batch })
    expect(status).toBe(200)
    expect(json.events).toMatchObject([
      { index: 1, id: 'm-2', verdict: 'quarantined', reasons: [{ rule: 'event.name' }] },
      { index: 2, id: '', verdict: 'quarantined', reasons: [{ rule: 'event.not_object' }, { rule: 'event.actor' }] },
      { index: 3, id: 'm-1', verdict: 'quarantined', reasons: [{ rule: 'event.actor' }] },
    ])
    expect(door.appended()[0]?.header.verdicts).toHaveLength(3)
  })
})

test('the plan judges, and private data is taken out, as at every door', async () => {
  const identify = { ...message(), type: 'identify', userId: 'u-1', traits: { receiver_phone: '13800138000' } }
  const batch = [message({ event: 'purchase', properties: { value: '12' } }), identify]
  const { json } = await post('/v1/batch', { batch }, basic('wk_planned:'))
  expect(json.events).toMatchObject([{ index: 0, verdict: 'flagged', reasons: [{ rule: 'prop.type', path: 'value' }] }])
  const [entry] = door.appended()
  expect(entry?.value.toString()).not.toContain('13800138000')
  expect(entry?.value.toString()).toMatch(/h1:[\w-]{22}/)
})

test('a server tells the address of its users, a page cannot', async () => {
  const batch = [1, 2, 3].map(n =>
    message({ messageId: `m-${n}`, context: { ip: n === 3 ? '8.8.8.8' : '223.5.5.5', userAgent: 'U' } }),
  )
  await post('/v1/batch', { batch }, basic('wk_server:'))
  const records = door
    .appended()
    .map(({ header, value }) => [header.ip, header.geo?.country, header.ua, JSON.parse(`${value}`).events.length])
  expect(records).toEqual([
    ['223.5.5.5', 'CN', 'U', 2],
    ['8.8.8.8', 'US', 'U', 1],
  ])
  await post('/v1/batch', { batch })
  expect(door.appended().map(({ header }) => header.ip)).toEqual(['127.0.0.0'])
})

test('what does not fit into one record becomes several, each event once and told by its place', async () => {
  const properties = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map(name => [name, 'x'.repeat(8000)]))
  const batch = Array.from({ length: 30 }, (_, n) =>
    message({ messageId: `m-${n}`, type: n === 29 ? 'x' : 'track', properties }),
  )
  const { json } = await post('/v1/batch', { batch })
  expect(json.events).toMatchObject([{ index: 29, id: 'm-29', verdict: 'quarantined' }])
  const batches = door.batches()
  expect(batches.length).toBeGreaterThan(2)
  for (const one of batches) expect(JSON.stringify(one).length).toBeLessThanOrEqual(512 * 1024)
  expect(batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(batch.map(({ messageId }) => messageId))
})

describe('browsers', () => {
  const origin = 'https://www.shop.example'
  test('a preflight is granted what it asks for, and no more than names', async () => {
    const ask = async (asked: string) =>
      (
        await door.app.inject({
          method: 'OPTIONS',
          url: '/v1/t',
          headers: { host: '127.0.0.1', origin, 'access-control-request-headers': asked },
        })
      ).headers
    const asked = 'anonymousid,authorization,content-type,x-retry-count'
    expect(await ask(asked)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': asked,
      'access-control-max-age': '86400',
    })
    expect((await ask('a: b'))['access-control-allow-headers']).toBe('authorization, content-type')
  })
  test('every answer can be read by the page, refusals too', async () => {
    for (const key of ['wk_web', 'wk_none']) {
      const { headers } = await post('/v1/t', message(), { ...basic(key), origin })
      expect(headers['access-control-allow-origin']).toBe(origin)
    }
  })

  const get = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await door.app.inject({ method: 'GET', url, headers: { host: 'collect.example:8080', ...headers } })
    return { status: reply.statusCode, json: reply.json() }
  }
  test('analytics.js is told to send here', async () => {
    expect(await get('/v1/projects/wk_web/settings')).toMatchObject({
      status: 200,
      json: {
        integrations: { 'Segment.io': { apiKey: 'wk_web', apiHost: 'collect.example:8080/v1', protocol: 'http' } },
      },
    })
    for (const headers of [{ origin }, { 'x-forwarded-proto': 'https' }]) {
      const { json } = await get('/v1/projects/wk_web/settings', headers as Record<string, string>)
      expect(json.integrations['Segment.io'].protocol).toBe('https')
    }
    expect(await get('/v1/projects/wk_none/settings')).toMatchObject({ status: 401 })
  })
  test('RudderStack finds a source without destinations', async () => {
    const source = { source: { id: 'site', enabled: true, config: {}, destinations: [] } }
    expect(await get('/sourceConfig/?p=npm', basic('wk_web:'))).toMatchObject({ status: 200, json: source })
    expect(await get('/sourceConfig?writeKey=wk_web')).toMatchObject({ status: 200, json: source })
    expect(await get('/sourceConfig/')).toMatchObject({ status: 401 })
  })
})
