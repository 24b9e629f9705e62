import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DoorApp, doorApp, NOW } from '../../testing/door-app.ts'
import { crcOf } from './crc.ts'

const YAML = `projects:
  - name: shop
    sources:
      - {key: wk_web, name: site, kind: web, origins: ["https://*.shop.example"]}
      - {key: wk_server, kind: server, ip: keep}
`
let door: DoorApp
beforeAll(async () => {
  door = await doorApp(YAML)
})
beforeEach(() => {
  door.appended()
})
afterAll(() => door.app.close())

const message = (over: object = {}) => ({
  type: 'track',
  event: 'AddToCart',
  distinct_id: 'd-1',
  anonymous_id: 'd-1',
  _track_id: 1,
  time: NOW - 5000,
  ...over,
})
const pack = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64')
const E = encodeURIComponent
const host = { host: '127.0.0.1' }
const get = (url: string, headers: Record<string, string> = {}) =>
  door.app.inject({ method: 'GET', url, headers: { ...host, ...headers } })
const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  door.app.inject({ method: 'POST', url, payload, headers: { ...host, ...headers } })

test('an image is answered with one of 43 bytes', async () => {
  const data = pack(message())
  const reply = await get(`/sa.gif?project=default&token=wk_web&data=${E(data)}&ext=${E(`crc=${crcOf(data)}`)}`)
  expect([reply.statusCode, reply.headers['content-type'], reply.rawPayload.length]).toEqual([200, 'image/gif', 43])
  expect(reply.rawPayload.subarray(0, 6).toString()).toBe('GIF89a')
  const [entry] = door.appended()
  expect(entry?.header).toMatchObject({ project: 'shop', source: 'site', door: 'sensors', received: NOW })
  expect(JSON.parse(`${entry?.value}`).events).toMatchObject([{ event: 'AddToCart', device: 'd-1', time: NOW - 5000 }])
})

test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/json', ''])(
  'a list is taken, whatever the type %j says',
  async type => {
    for (const path of ['/sa', '/sa.gif']) {
      const list = [message({ _flush_time: NOW }), message({ _track_id: 2, _flush_time: NOW })]
      const reply = await post(`${path}?token=wk_web`, `data_list=${E(pack(list))}`, { 'content-type': type })
      expect([reply.statusCode, reply.body]).toEqual([204, ''])
      const [batch] = door.batches()
      expect(batch).toMatchObject({ sent: NOW, events: [{ event: 'AddToCart' }, { event: 'AddToCart' }] })
    }
  },
)

test('gzip is understood: that of the protocol and that of HTTP', async () => {
  const form = `data_list=${E(gzipSync(JSON.stringify([message()])).toString('base64'))}&gzip=1`
  expect((await post('/sa?token=wk_web', form)).statusCode).toBe(204)
  const headers = { 'content-encoding': 'gzip' }
  expect((await post('/sa?token=wk_web', gzipSync(`data=${E(pack(message()))}`), headers)).statusCode).toBe(204)
})

test('the write key may stand in the event', async () => {
  for (const over of [{ token: 'wk_web' }, { properties: { $token: 'wk_web' } }]) {
    expect((await get(`/sa?data=${E(pack(message(over)))}`)).statusCode).toBe(200)
    expect(JSON.stringify(door.batches())).not.toContain('wk_web')
  }
})

describe('what is refused', () => {
  const data = E(pack(message()))
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no key', `/sa?data=${data}`, {}, 401, 'key.missing'],
    ['a wrong key', `/sa?token=wk_none&data=${data}`, {}, 401, 'key.unknown'],
    ['a wrong key before all else', '/sa?token=wk_none', {}, 401, 'key.unknown'],
    [
      'a page of elsewhere',
      `/sa?token=wk_web&data=${data}`,
      { origin: 'https://evil.example' },
      403,
      'origin.not_allowed',
    ],
    ['nothing', '/sa?token=wk_web', {}, 400, 'batch.no_data'],
    ['AES', `/sa?token=wk_web&gzip=9&data=${data}`, {}, 400, 'batch.encrypted'],
    ['another checksum', `/sa?token=wk_web&data=${data}&ext=crc%3D1`, {}, 400, 'batch.crc'],
  ])('%s', async (_, url, headers, status, code) => {
    for (const method of ['GET', 'POST'] as const) {
      const reply = await door.app.inject({ method, url, headers: { ...host, ...headers } })
      expect([reply.statusCode, reply.json().error.code]).toEqual([status, code])
    }
    expect(door.appended()).toEqual([])
  })
  test('a log that is away is 503', async () => {
    door.fail('log.unavailable')
    const reply = await get(`/sa?token=wk_web&data=${data}`)
    door.fail(null)
    expect(reply.statusCode).toBe(503)
  })
})

test('a bad message takes no other with it, and is told by its place', async () => {
  const list = [message(), message({ _track_id: 2, type: 'nonsense' }), null, message({ event: '$WebStay' })]
  const reply = await post('/sa?token=wk_web', `data_list=${E(pack(list))}`)
  expect(reply.json().events).toMatchObject([
    { index: 1, id: '2', verdict: 'quarantined', reasons: [{ rule: 'event.name' }] },
    { index: 2, verdict: 'quarantined' },
    { index: 3, verdict: 'flagged', reasons: [{ rule: 'event.reserved_name' }] },
  ])
})

test('what the web library keeps, 200 large messages, is taken: it would keep it for ever', async () => {
  const list = Array.from({ length: 200 }, (_, n) => message({ _track_id: n, properties: { text: 'x'.repeat(5000) } }))
  expect((await post('/sa?token=wk_web', `data_list=${E(pack(list))}`)).statusCode).toBe(204)
  const events = door.batches().flatMap(batch => batch.events)
  expect([events.length, new Set(events.map(({ id }) => id)).size]).toEqual([200, 200])
})

test('a server tells the address of its users', async () => {
  const sent = message({ properties: { $ip: '1.1.1.1', $is_login_id: true } })
  await post('/sa?token=wk_server', `data=${E(pack(sent))}`)
  const [entry] = door.appended()
  expect(entry?.header.ip).toBe('1.1.1.1')
  expect(`${entry?.value}`).not.toContain('1.1.1.1')
})
