import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { EngineError, type EventLog, type LogEntry, openLocalLog } from '@maidian/engines'
import { createLogger, parseConfig } from '@maidian/service'
import Fastify from 'fastify'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCollector } from './app.ts'

const config = parseConfig(`hosts: [maidian.example]
ingest_path: /s/collect
projects:
  - name: shop
    internal: {users: [u-staff]}
    sources:
      - {key: wk_web, name: site, kind: web, origins: ["http://localhost:*", "https://*.shop.example"]}
      - {key: wk_mini, kind: mini, ip: drop}
      - {key: wk_server, kind: server, ip: keep}
`)
const root = mkdtempSync(join(tmpdir(), 'maidian-collector-'))
let log: EventLog
let appended: LogEntry[] = []
let fail: EngineError | undefined

beforeAll(async () => {
  const local = await openLocalLog({ dir: root, floorBytes: 0 })
  log = {
    ...local,
    append: async entry => {
      if (fail) throw fail
      const position = await local.append(entry)
      appended.push(entry)
      return position
    },
  }
})
beforeEach(() => {
  appended = []
  fail = undefined
})
afterAll(async () => {
  await log.close()
  rmSync(root, { recursive: true, force: true })
})

const build = async (over: Partial<EventLog> = {}) => {
  const app = Fastify()
  const logger = createLogger({ name: 'test', level: 'silent' })
  await app.register(
    createCollector({
      log: { ...log, ...over },
      config,
      logger,
      metrics: new Registry(),
      now: () => 1_790_000_000_000,
    }),
  )
  return app
}

type Sent = { body?: unknown; url?: string; headers?: Record<string, string>; from?: string }
const post = async (
  { body, url = '/v1/events?key=wk_web', headers = {}, from = '127.0.0.1' }: Sent,
  over: Partial<EventLog> = {},
) => {
  const app = await build(over)
  const payload = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body)
  const reply = await app.inject({
    method: 'POST',
    url,
    remoteAddress: from,
    payload,
    headers: { host: '127.0.0.1:8080', 'content-type': 'text/plain;charset=UTF-8', ...headers },
  })
  await app.close()
  return reply
}

const event = (id: string, over: object = {}) => ({ id, event: 'add_to_cart', time: 1_790_000_000_000, ...over })
const batch = (events: unknown[], over: object = {}) => ({ sdk: 'web/0.1.0', device: 'd-1', events, ...over })

describe('what is accepted', () => {
  test('a good batch is answered 204 and stands in the log byte for byte', async () => {
    const body = JSON.stringify(batch([event('a'), event('b')]), null, 1)
    const reply = await post({ body })
    expect([reply.statusCode, reply.body]).toEqual([204, ''])
    expect(appended).toHaveLength(1)
    expect(appended[0]?.value.toString()).toBe(body)
    expect(appended[0]?.header).toMatchObject({
      project: 'shop',
      source: 'site',
      kind: 'web',
      received: 1_790_000_000_000,
      ip: '127.0.0.0',
      encoding: 'identity',
      verdicts: [],
    })
  })

  test('the place is looked up before the address is cut or dropped, and is not that of a server', async () => {
    const body = batch([event('a')])
    const geoFrom = async (key: string) => {
      await post({ body, url: `/v1/events?key=${key}`, from: '223.5.5.5' })
      const { geo, ip } = appended.at(-1)?.header ?? {}
      return [geo?.country, ip]
    }
    expect(await geoFrom('wk_web')).toEqual(['CN', '223.5.5.0'])
    expect(await geoFrom('wk_mini')).toEqual(['CN', ''])
    expect(await geoFrom('wk_server')).toEqual([undefined, '223.5.5.5'])
    await post({ body })
    expect(appended.at(-1)?.header.geo).toBeNull()
  })

  test('gzip is understood both ways and kept as it came', async () => {
    const body = gzipSync(JSON.stringify(batch([event('a')])))
    for (const sent of [
      { body, headers: { 'content-encoding': 'gzip' } },
      { body, url: '/v1/events?key=wk_web&z=gzip' },
    ]) {
      expect((await post(sent)).statusCode).toBe(204)
      expect(appended.at(-1)).toMatchObject({ header: { encoding: 'gzip' } })
      expect(appended.at(-1)?.value.equals(body)).toBe(true)
    }
  })

  test('any content type will do, none and a broken one as well', async () => {
    for (const type of ['application/json', 'image/gif', '', ';;;', 'text/plain'])
      expect((await post({ body: batch([event('a')]), headers: { 'content-type': type } })).statusCode, type).toBe(204)
  })

  test('the key may come as a bearer token, and the second path serves as well', async () => {
    const headers = { authorization: 'Bearer wk_web' }
    expect((await post({ body: batch([event('a')]), url: '/v1/events', headers })).statusCode).toBe(204)
    expect((await post({ body: batch([event('a')]), url: '/s/collect?key=wk_web' })).statusCode).toBe(204)
  })

  test('verbose and debug list every event', async () => {
    const accepted = { events: [{ index: 0, id: 'a', verdict: 'accepted', reasons: [] }] }
    expect((await post({ body: batch([event('a')]), url: '/v1/events?key=wk_web&verbose=1' })).json()).toEqual(accepted)
    expect((await post({ body: batch([event('a')], { debug: 'x1' }) })).json()).toEqual(accepted)
  })

  test('the reply comes only after the log has the batch', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    let answered = false
    const replying = post(
      { body: batch([event('a')]) },
      {
        append: async () => {
          await held
          return { partition: 0, offset: 0 }
        },
      },
    ).then(reply => {
      answered = true
      return reply
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(answered).toBe(false)
    release()
    expect((await replying).statusCode).toBe(204)
  })
})

describe('half-bad batches', () => {
  test('a bad id, event or time quarantines that event alone, with index, rule and path', async () => {
    const reply = await post({
      body: batch([
        event('good'),
        event(''),
        { id: 'n', time: 1 },
        event('t', { time: 'now' }),
        7,
        event('x', { seq: -1 }),
      ]),
    })
    expect(reply.statusCode).toBe(200)
    const { events } = reply.json()
    expect(events.map((e: { index: number; verdict: string }) => [e.index, e.verdict])).toEqual(
      [1, 2, 3, 4, 5].map(index => [index, 'quarantined']),
    )
    expect(events.map((e: { reasons: { rule: string; path: string }[] }) => e.reasons[0]?.rule)).toEqual([
      'event.id',
      'event.name',
      'event.time',
      'event.not_object',
      'event.field',
    ])
    expect(events[2].reasons[0].path).toBe('time')
    expect(appended[0]?.header.verdicts.map(([index]) => index)).toEqual([1, 2, 3, 4, 5])
  })

  test('an event of nobody is quarantined; a device or user of its own is enough', async () => {
    const { events } = (
      await post({
        url: '/v1/events?key=wk_server',
        body: { events: [event('a'), event('b', { user: 'u' }), event('c', { device: 'd' })] },
      })
    ).json()
    expect(events).toMatchObject([{ index: 0, verdict: 'quarantined', reasons: [{ rule: 'event.actor' }] }])
    expect(events).toHaveLength(1)
  })

  test('an unknown name with $ is flagged, a built-in one is not', async () => {
    const reply = await post({ body: batch([event('a', { event: '$page_view' }), event('b', { event: '$mine' })]) })
    expect(reply.json().events).toMatchObject([
      { index: 1, verdict: 'flagged', reasons: [{ rule: 'event.reserved_name' }] },
    ])
  })
})

describe('what is refused, and the next good batch is accepted', () => {
  const large = 'x'.repeat(600 * 1024)
  const cases: [string, Sent, number, string][] = [
    ['no JSON', { body: '{"events":[' }, 400, 'batch.not_json'],
    ['no UTF-8', { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400, 'batch.not_utf8'],
    ['an empty body', { body: '' }, 400, 'batch.not_json'],
    ['no object', { body: '[]' }, 400, 'batch.invalid'],
    ['no events', { body: { device: 'd' } }, 400, 'batch.invalid'],
    ['empty events', { body: batch([]) }, 400, 'batch.invalid'],
    ['a wrong field', { body: batch([event('a')], { sent: 'now' }) }, 400, 'batch.invalid'],
    ['no gzip', { body: 'plain', headers: { 'content-encoding': 'gzip' } }, 400, 'batch.not_gzip'],
    ['brotli', { body: 'x', headers: { 'content-encoding': 'br' } }, 400, 'batch.encoding_unknown'],
    ['too many bytes', { body: batch([event('a', { props: { large } })]) }, 413, 'batch.too_large'],
    [
      'a gzip bomb',
      { body: gzipSync(Buffer.alloc(200 * 1024 * 1024)), headers: { 'content-encoding': 'gzip' } },
      413,
      'batch.too_large',
    ],
    [
      'too many events',
      { body: batch(Array.from({ length: 1001 }, (_, i) => event(`${i}`))) },
      413,
      'batch.too_many_events',
    ],
    ['no key', { body: batch([event('a')]), url: '/v1/events' }, 401, 'key.missing'],
    ['a wrong key', { body: batch([event('a')]), url: '/v1/events?key=wk_other' }, 401, 'key.unknown'],
    [
      'a wrong origin',
      { body: batch([event('a')]), headers: { origin: 'http://evil.example' } },
      403,
      'origin.not_allowed',
    ],
    [
      'an origin that only looks right',
      { body: batch([event('a')]), headers: { origin: 'https://shop.example.evil.example' } },
      403,
      'origin.not_allowed',
    ],
    [
      'a server key from a page',
      { body: batch([event('a')]), url: '/v1/events?key=wk_server', headers: { origin: 'http://127.0.0.1:8080' } },
      403,
      'origin.not_allowed',
    ],
  ]
  test.each(cases)('%s', async (_, sent, status, code) => {
    const reply = await post(sent)
    expect([reply.statusCode, reply.json().error.code]).toEqual([status, code])
    expect(reply.json().error.message).not.toBe('')
    expect(appended).toHaveLength(0)
    if (status === 413 && code === 'batch.too_large') expect(reply.json().error.max_bytes).toBe(512 * 1024)
    expect((await post({ body: batch([event('next')]) })).statusCode).toBe(204)
  })

  test('a wrong field is named by its path', async () => {
    const reply = await post({ body: batch([event('a')], { dropped: [{ stream: 's', reason: 'r', n: -1 }] }) })
    expect(reply.json().error.path).toBe('dropped[0].n')
  })
})

describe('pages of other origins', () => {
  test('every answer can be read by the page, refusals too', async () => {
    const origin = 'http://evil.example'
    for (const url of ['/v1/events?key=wk_web', '/v1/events?key=none']) {
      const { headers } = await post({ body: batch([event('a')]), url, headers: { origin } })
      expect(headers['access-control-allow-origin']).toBe(origin)
      expect(headers['access-control-expose-headers']).toBe('Retry-After')
    }
  })

  test('configured origins, the own origin and no origin are taken', async () => {
    for (const origin of ['http://localhost:3000', 'https://www.shop.example', 'http://127.0.0.1:8080'])
      expect((await post({ body: batch([event('a')]), headers: { origin } })).statusCode, origin).toBe(204)
  })

  test('a preflight is answered', async () => {
    const app = await build()
    const reply = await app.inject({ method: 'OPTIONS', url: '/v1/events', headers: { origin: 'http://a.example' } })
    expect(reply.statusCode).toBe(204)
    expect(reply.headers['access-control-allow-headers']).toContain('authorization')
    await app.close()
  })
})

describe('when the log cannot take it', () => {
  test('a log that is away is 503 with Retry-After, and nothing is acknowledged', async () => {
    fail = new EngineError('log.unavailable')
    const reply = await post({ body: batch([event('a')]), headers: { origin: 'http://localhost:1' } })
    expect([reply.statusCode, reply.json().error.code]).toEqual([503, 'log.not_available'])
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect(reply.headers['access-control-allow-origin']).toBe('http://localhost:1')
  })

  test('a batch the log would refuse is 413, so that the client splits it', async () => {
    fail = new EngineError('log.too_large')
    expect((await post({ body: batch([event('a')]) })).statusCode).toBe(413)
  })
})

test('a batch of several devices becomes one record per partition, each with its own verdicts', async () => {
  const events = Array.from({ length: 40 }, (_, i) => event(i === 7 ? '' : `e${i}`, { device: `d${i}` }))
  const reply = await post({ url: '/v1/events?key=wk_server', body: { events } }, { partitions: 12 })
  expect(reply.json().events).toMatchObject([{ index: 7 }])
  expect(appended.length).toBeGreaterThan(5)
  const parts = appended.map(entry => ({ entry, events: JSON.parse(entry.value.toString()).events }))
  expect(parts.flatMap(part => part.events.map((e: { device: string }) => e.device)).sort()).toEqual(
    events.map(e => (e as unknown as { device: string }).device).sort(),
  )
  for (const { entry, events: own } of parts) {
    const bad = own.findIndex((e: { id: string }) => e.id === '')
    expect(entry.header.verdicts).toEqual(bad === -1 ? [] : [[bad, 'quarantined', ['event.id']]])
  }
})

test('events of our own people are named by their places, also in the parts of a batch', async () => {
  const events = Array.from({ length: 40 }, (_, i) =>
    event(`e${i}`, { device: `d${i}`, ...(i % 10 === 3 && { user: 'u-staff' }) }),
  )
  await post({ url: '/v1/events?key=wk_server', body: { events } }, { partitions: 12 })
  const named = appended.flatMap(({ header, value }) => {
    const own = JSON.parse(value.toString()).events as { id: string }[]
    return (header.internal as number[]).map(place => own[place]?.id)
  })
  expect(named.sort()).toEqual(['e13', 'e23', 'e3', 'e33'])
  appended = []
  await post({ body: batch([event('a')]) })
  expect(appended[0]?.header).not.toHaveProperty('internal')
})
