import { gzipSync } from 'node:zlib'
import type { LogRecord } from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { EventRow, type LogHeader, QuarantineRow } from '@maidian/schemas'
import { parseConfig } from '@maidian/service'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTransform } from './transform.ts'

const { projects } = parseConfig(`projects:
  - name: shop
    url_query: [q]
    sources: [{key: wk_web, kind: web, origins: ["*"]}]
`)
const transform = createTransform(projects)
const received = Date.UTC(2026, 10, 11)
const at = { logId: 'log-a', partition: 3 }
const header = (over: Partial<LogHeader> = {}): LogHeader =>
  sampleHeader({
    received,
    ip: '203.0.113.0',
    ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
    ...over,
  })
const record = (batch: unknown, over: Partial<LogHeader> = {}): LogRecord => ({
  offset: 42,
  header: header(over),
  value: Buffer.from(typeof batch === 'string' ? batch : JSON.stringify(batch)),
})
const id = (n: number) => `0192f0a0-0000-7000-8000-00000000000${n}`
const batch = {
  sdk: 'web/0.1.0',
  sent: received - 100,
  device: 'd-1',
  contexts: [{ url: 'https://s.cn/p?q=1&token=x', title: '首页', app: { version: '3.2.0' } }],
  dropped: [{ stream: 's1', reason: 'queue_full', n: 2 }],
  events: [
    { id: id(1), event: 'view_item', time: received - 500, context: 0, stream: 's1', seq: 0, props: { price: 12.5 } },
    { id: id(2), event: '$identify', time: received - 400, user: 'u-1', context: 0 },
    { id: '', event: 'broken', time: received - 300, context: 0 },
    { id: id(3), event: '$odd', time: received - 200 },
  ],
}
const verdicts: LogHeader['verdicts'] = [
  [2, 'quarantined', ['event.id']],
  [3, 'flagged', ['event.reserved_name']],
]

test('a record becomes rows with everything its events share', () => {
  const rows = transform(record(batch, { verdicts }), at)
  expect(rows.events.map(row => row.name)).toEqual(['view_item', '$identify', '$odd'])
  expect(rows.events[0]).toMatchObject({
    event_id: id(1),
    ts: received - 500,
    verdict: 'accepted',
    device: 'd-1',
    url: 'https://s.cn/p?q=1',
    title: '首页',
    browser: 'Chrome',
    app_version: '3.2.0',
    log_id: 'log-a',
    log_partition: 3,
    log_offset: 42,
    log_index: 0,
    seq: 0,
    props: { price: '12.5' },
  })
  expect(rows.events[2]).toMatchObject({ verdict: 'flagged', flags: ['event.reserved_name'], log_index: 3 })
  expect(rows.identities).toEqual([{ device: 'd-1', user: 'u-1', ts: received - 400, event_id: id(2) }])
  expect(rows.client_loss).toMatchObject([{ stream: 's1', n: 2 }])
})

test('a device that the collector gave stands in place of what the client says, everywhere', () => {
  const [first, ...others] = batch.events
  const events = [{ ...first, device: 'd-own' }, ...others]
  const rows = transform(record({ ...batch, events }, { verdicts, device: 'daily-1' }), at)
  expect(rows.events.map(row => row.device)).toEqual(['daily-1', 'daily-1', 'daily-1'])
  expect(rows.events[1]).toMatchObject({ name: '$identify', user: 'u-1' })
  // Several people may be one device that day.
  expect(rows.identities).toEqual([])

  const held = transform(
    record(
      { ...batch, events },
      { verdicts: [0, 1, 2, 3].map(i => [i, 'quarantined', ['event.id']]), device: 'daily-1' },
    ),
    at,
  )
  expect(held.quarantine.map(({ raw }) => JSON.parse(raw).device)).toEqual(Array(4).fill('daily-1'))
  expect(JSON.stringify([rows, held])).not.toMatch(/"d-1\b|d-own/)
})

test.each([
  [undefined, ['prod', 'prod', 'prod']],
  [true, ['test', 'test', 'test']],
  [[1], ['prod', 'test', 'prod']],
] as const)('what our own people send counts as a test: %s', (internal, envs) => {
  const rows = transform(record(batch, { verdicts, ...(internal && { internal: internal as true }) }), at)
  expect(rows.events.map(row => row.env)).toEqual(envs)
})

test('the context says which device a mini-program is on; of a page the user agent does', () => {
  const contexts = [{ host: 'wx', os: 'Android 12', model: 'NOH-AN00', path: 'pages/home/home' }, {}]
  const events = [0, 1].map(context => ({ id: id(context), event: 'view_item', time: received, context }))
  const rows = (kind: LogHeader['kind']) => transform(record({ device: 'd-1', contexts, events }, { kind }), at).events
  expect(rows('mini')).toMatchObject([
    { browser: 'WeChat', os: 'Android', os_version: '12', device_model: 'NOH-AN00', path: '/pages/home/home' },
    { browser: 'Chrome', os: 'Windows', device_model: '' },
  ])
  expect(rows('web')[0]).toMatchObject({ browser: 'Chrome', os: 'Windows', device_model: '' })
})

test('a quarantined event keeps what a replay needs, without private parts', () => {
  const [row] = transform(record(batch, { verdicts }), at).quarantine
  expect(row).toMatchObject({ name: 'broken', reasons: ['event.id'], app_version: '3.2.0', log_index: 2 })
  const raw = JSON.parse(row?.raw ?? '')
  expect(raw).toMatchObject({
    device: 'd-1',
    contexts: [{ url: 'https://s.cn/p?q=1' }],
    events: [{ event: 'broken', context: 0 }],
  })
})

test('gzip is opened; the rows are the same', () => {
  const plain = transform(record(batch, { verdicts }), at)
  const packed = {
    ...record(batch),
    header: header({ verdicts, encoding: 'gzip' }),
    value: gzipSync(JSON.stringify(batch)),
  }
  expect(transform(packed, at)).toEqual(plain)
})

test.each([
  ['a header that is none', { ...record(batch), header: null }, 'record.header'],
  ['a body that is no JSON', record('{'), 'record.body'],
  ['a body that is no batch', record('[]'), 'record.batch'],
  ['a gzip body that is none', record(batch, { encoding: 'gzip' }), 'record.body'],
  ['a project that is gone', record(batch, { project: 'gone' }), 'record.project'],
])('%s lands in quarantine whole', (_, poison, reason) => {
  const rows = transform(poison, at)
  expect(rows.events).toEqual([])
  expect(rows.quarantine).toMatchObject([{ reasons: [reason], log_offset: 42 }])
  expect(rows.quarantine[0]?.raw).toBe(poison.value.toString())
})

test('a blocked event leaves no row', () => {
  const rows = transform(record(batch, { verdicts: [[0, 'blocked', ['x']]] }), at)
  expect(rows.events.map(row => row.event_id)).not.toContain(id(1))
})

test('whatever the events are, every row fits its schema and every event is somewhere', () => {
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.constant(null), fc.boolean())
  const event = fc.record(
    {
      id: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
      event: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
      time: fc.integer(),
      context: fc.nat(3),
      user: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
      props: fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(scalar, fc.array(scalar))),
    },
    { requiredKeys: ['id', 'event', 'time'] },
  )
  const contexts = fc.array(
    fc.dictionary(fc.constantFrom('url', 'title', 'screen', 'app', 'path', 'query', 'scene'), scalar),
  )
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 5 }), contexts, fc.integer(), (events, given, sent) => {
      const rows = transform(record({ device: 'd', sent, contexts: given, events }), at)
      expect(rows.events.length + rows.quarantine.length).toBe(events.length)
      for (const row of rows.events) EventRow.parse(row)
      for (const row of rows.quarantine) QuarantineRow.parse(row)
      expect(JSON.stringify(rows.events)).not.toMatch(/[^\\](?:\\\\)*\\ud[89a-f]/)
    }),
  )
})
