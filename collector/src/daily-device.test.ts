import type { EventLog } from '@maidian/engines'
import { createLogger, parseConfig } from '@maidian/service'
import { parsePiiSecret } from '@maidian/tracking-plan'
import Fastify from 'fastify'
import { Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { createCollector } from './app.ts'
import { createDailyDevice, requireDailySecret } from './daily-device.ts'
import { logEntries } from './log-entries.ts'
import { indexSources } from './sources.ts'
import { doorApp, NOW } from './testing/door-app.ts'

const YAML = `projects:
  - name: shop
    timezone: Asia/Shanghai
    sources:
      - {key: wk_less, kind: web, origins: ["*"], ip: drop, identity: cookieless}
      - {key: wk_mini, kind: mini, identity: cookieless}
      - {key: wk_web, kind: web, origins: ["*"]}
  - name: club
    timezone: America/New_York
    sources: [{key: wk_club, kind: web, origins: ["*"], identity: cookieless}]
`
const config = parseConfig(YAML)
const sources = indexSources(config)
const SECRET = 'a-secret-for-this-test'
const received = Date.UTC(2026, 10, 11, 4)

type Asked = { key?: string; ip?: string; ua?: string; received?: number; secret?: string }
const deviceOf = ({ key = 'wk_less', ip = '203.0.113.7', ua = 'Firefox', secret = SECRET, ...at }: Asked = {}) => {
  const known = sources.get(key)
  if (!known) throw new Error(key)
  return createDailyDevice(parsePiiSecret(secret))(known, { ip, ua, received, ...at })
}
const device = deviceOf()

describe('the device of a day', () => {
  test('is one that tells where it comes from; other sources have none', () => {
    expect(device).toMatch(/^daily-[\da-f]{32}$/)
    expect(deviceOf({ key: 'wk_web' })).toBeUndefined()
  })

  test.each([
    ['the same request, by another collector', {}],
    ['another source of the project', { key: 'wk_mini' }],
    ['the address in another notation', { ip: '::ffff:203.0.113.7' }],
    ['another hour of the day', { received: received + 3_600_000 }],
  ])('stays: %s', (_, asked) => expect(deviceOf(asked)).toBe(device))

  test.each([
    ['another address', { ip: '203.0.113.8' }],
    ['another user agent', { ua: 'Safari' }],
    ['another project', { key: 'wk_club' }],
    ['another secret', { secret: 'another-secret-for-it' }],
    ['the next day', { received: received + 86_400_000 }],
  ])('is another: %s', (_, asked) => expect(deviceOf(asked)).not.toBe(device))

  test.each([
    // 00:00 in Shanghai is 16:00 UTC.
    ['wk_less', Date.UTC(2026, 10, 10, 16), Date.UTC(2026, 10, 11, 15, 59, 59, 999), Date.UTC(2026, 10, 11, 16)],
    // The night in which New York's clocks go back has 25 hours.
    ['wk_club', Date.UTC(2026, 10, 1, 4), Date.UTC(2026, 10, 2, 4, 59, 59, 999), Date.UTC(2026, 10, 2, 5)],
  ])('%s: it lasts from midnight to midnight where the project is', (key, first, last, next) => {
    expect(deviceOf({ key, received: first })).toBe(deviceOf({ key, received: last }))
    expect(deviceOf({ key, received: first - 1 })).not.toBe(deviceOf({ key, received: first }))
    expect(deviceOf({ key, received: next })).not.toBe(deviceOf({ key, received: last }))
  })

  test('one collector that lives through midnight changes over, and back for a clock that was set back', () => {
    const daily = createDailyDevice(parsePiiSecret(SECRET))
    const known = sources.get('wk_less')
    if (!known) throw new Error('wk_less')
    const at = (now: number) => daily(known, { ip: '203.0.113.7', ua: 'Firefox', received: now })
    const midnight = Date.UTC(2026, 10, 11, 16)
    expect(at(midnight - 1)).toBe(device)
    expect(at(midnight)).not.toBe(device)
    expect(at(midnight - 1)).toBe(device)
  })
})

test('without a secret a cookieless source keeps the collector from starting', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const collector = createCollector({ log: {} as EventLog, config, logger, metrics: new Registry() })
  await expect(collector(Fastify())).rejects.toThrow('MAIDIAN_PII_SECRET')
  expect(() => requireDailySecret(config, null)).toThrow(/shop: source wk_less .*MAIDIAN_PII_SECRET/)
  expect(() => requireDailySecret(config, parsePiiSecret(SECRET))).not.toThrow()
  const plain = parseConfig(YAML.replaceAll(', identity: cookieless', ''))
  expect(() => requireDailySecret(plain, null)).not.toThrow()
})

test.each([
  ['kind: server, identity: cookieless', /identity.*a server sends from its own address/s],
  ['kind: web, origins: ["*"], identity: cookieless, id_cookie: {domain: shop.example}', /id_cookie.*has no cookie/s],
  ['kind: web, origins: ["*"], identity: nobody', /identity/],
])('a source that cannot be meant is refused: %s', (source, message) => {
  expect(() => parseConfig(`projects: [{name: shop, sources: [{key: wk_x1, ${source}}]}]`)).toThrow(message)
})

test('at the door: nobody needs to say who they are; the log has the body as it came, and the device beside it', async () => {
  const { app, appended } = await doorApp(YAML)
  const send = async (key: string, remoteAddress: string, over: object = {}) => {
    const payload = JSON.stringify({ events: [{ id: 'a', event: 'view_item', time: NOW }], ...over })
    const request = { method: 'POST' as const, url: `/v1/events?key=${key}`, payload, remoteAddress }
    const reply = await app.inject({ ...request, headers: { 'user-agent': 'Firefox' } })
    const [entry] = appended()
    expect(entry?.value.toString()).toBe(payload)
    return { status: reply.statusCode, header: entry?.header }
  }
  const one = await send('wk_less', '203.0.113.7')
  expect(one).toMatchObject({
    status: 204,
    header: { ip: '', verdicts: [], device: deviceOf({ received: NOW, secret: '0123456789abcdef' }) },
  })
  expect((await send('wk_less', '203.0.113.7', { device: 'd-own' })).header?.device).toBe(one.header?.device)
  expect((await send('wk_less', '203.0.113.8')).header?.device).not.toBe(one.header?.device)

  const other = await send('wk_web', '203.0.113.7')
  expect(other).toMatchObject({ status: 200, header: { verdicts: [[0, 'quarantined', ['event.actor']]] } })
  expect(other.header).not.toHaveProperty('device')
})

test('what is sent again meets the same partition, whatever device it is given this time', () => {
  const events = Array.from({ length: 40 }, (_, i) => ({ id: `e-${i}`, event: 'view_item', time: NOW }))
  const placed = (given: string, batch: object) => {
    const text = JSON.stringify(batch)
    const value = Buffer.from(text)
    const body = { bytes: value, plain: value, text, encoding: 'identity' as const, batch: batch as never }
    const facts = { v: 1, project: 'shop', device: given } as never
    return logEntries(body, [], { facts, partitions: 12, rewritten: false }).flatMap(({ partition, value }) =>
      (JSON.parse(value.toString()).events as { id: string }[]).map(({ id }) => [id, partition] as const),
    )
  }
  const first = new Map(placed('daily-1', { events }))
  expect(new Set(first.values()).size).toBeGreaterThan(5)
  for (const [id, partition] of placed('daily-2', { events: events.slice(7, 20).reverse() }))
    expect(partition, id).toBe(first.get(id))
  const own = (given: string) => placed(given, { device: 'd', events }).map(([, partition]) => partition)
  expect(new Set([...own('daily-1'), ...own('daily-2')]).size).toBe(1)
})
