import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import type { EventRow } from '@maidian/schemas'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleEvent } from '../../testing/sample-event.ts'
import { createKnownTypes } from '../column-types.ts'
import { type EmbeddedStore, startEmbeddedStore } from '../embedded.ts'
import type { StoreColumn } from '../port.ts'
import { encodeRow } from '../row-encoding.ts'
import { encodeNative, type NativeRow, type TableColumns } from './encode-native.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-native-'))
let store: EmbeddedStore
let client: ClickHouseClient
let columns: TableColumns

const column = (name: string, type: string, fallback: string): StoreColumn => ({ name, type, fallback, comment: name })
const COLUMNS = [
  column('p_coupon', 'String', "props['coupon']"),
  column('p_code', 'String', "if(empty(props['code']) AND NOT mapContains(props, 'code'), p_coupon, props['code'])"),
  column('p_odd', 'String', "props['it\\'s \\\\ odd']"),
  column('p_level', 'LowCardinality(String)', "props['level']"),
  column('p_count', 'Nullable(Int64)', "toInt64OrNull(props['count'])"),
  column('p_score', 'Nullable(Float64)', "toFloat64OrNull(props['score'])"),
  column('p_price', 'Nullable(Decimal(18, 2))', "toDecimal64OrNull(props['price'], 2)"),
  column('p_rate', 'Nullable(Decimal(18, 8))', 'NULL'),
  column('p_paid', 'Nullable(Bool)', 'NULL'),
  column('p_day', 'Nullable(Date32)', 'NULL'),
  column('p_at', "Nullable(DateTime64(3, 'UTC'))", 'NULL'),
  column('p_tags', 'Array(String)', '[]'),
  column('p_sizes', 'Array(Nullable(Int64))', '[]'),
  column('p_items.item_id', 'Array(String)', '[]'),
  column('p_items.price', 'Array(Nullable(Decimal(18, 2)))', 'arrayMap(e -> NULL, `p_items.item_id`)'),
]

beforeAll(async () => {
  store = await startEmbeddedStore({ dir: root, projects: ['shop'] })
  await store.migrate({ projects: [{ name: 'shop', timezone: 'UTC', columns: COLUMNS }], views: () => [] })
  const { url, user, password } = store.address
  client = createClient({ url, username: user, password, clickhouse_settings: { async_insert: 0 } })
  for (const table of ['by_json', 'by_native'])
    await client.command({ query: `CREATE TABLE shop.${table} AS shop.events` })
  columns = await createKnownTypes(store.query).of('shop', 'events')
})
afterAll(async () => {
  await client.close()
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      'shop',
      '西湖龙井',
      '😀',
      'it\'s "so" \\ \0 \u2028 {x:String}',
      'x'.repeat(42),
      '字'.repeat(43),
    ),
  },
  fc.string({ unit: 'grapheme' }),
  fc.integer({ min: 120, max: 20_000 }).map(length => 'ab'.repeat(length)),
)
const ms = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })
const safe = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 32, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53) + 1))
/** A number of so many digits after the point, as the processor rounds it. */
const decimal = (scale: number, most: number) =>
  fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }).map(n => Number((n / 10 ** scale).toFixed(scale))),
    fc.double({ min: -most, max: most, noNaN: true }).map(n => Number(n.toFixed(scale))),
  )
const day = ms.map(at => new Date(at).toISOString().slice(0, 10))
const moment = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2299, 0, 1) })
  .map(at => new Date(at).toISOString().slice(0, 23).replace('T', ' '))
const or = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })

const planned = fc
  .record(
    {
      p_coupon: text,
      p_code: text,
      p_odd: text,
      p_level: text,
      p_count: or(safe),
      p_score: or(fc.double({ noNaN: true, noDefaultInfinity: true })),
      p_price: or(decimal(2, 1e15)),
      p_rate: or(decimal(8, 1e9)),
      p_paid: or(fc.boolean()),
      p_day: or(day),
      p_at: or(moment),
      p_tags: fc.array(text),
      p_sizes: fc.array(or(safe)),
      items: fc.array(fc.tuple(text, or(decimal(2, 1e9))), { maxLength: 4 }),
    },
    { requiredKeys: [] },
  )
  .map(({ items, ...rest }) => ({
    ...rest,
    ...(items && { 'p_items.item_id': items.map(([id]) => id), 'p_items.price': items.map(([, price]) => price) }),
  }))
const row = fc.record({
  name: text,
  ts: ms,
  client_time: safe,
  received: ms,
  flags: fc.array(text, { maxLength: 3 }),
  user: text,
  device: text,
  url: text,
  title: text,
  seq: or(fc.nat()),
  bot: fc.boolean(),
  log_partition: fc.integer({ min: 0, max: 65535 }),
  log_offset: fc.maxSafeInteger().map(Math.abs),
  log_index: fc.integer({ min: 0, max: 65535 }),
  props: fc.dictionary(
    fc.oneof(fc.constantFrom('coupon', 'price', 'count', 'score', 'level', 'code', "it's \\ odd"), text),
    text,
    {
      maxKeys: 4,
    },
  ),
  planned,
})

const byNative = async (rows: readonly EventRow[]): Promise<void> => {
  const bytes = encodeNative(rows as unknown as NativeRow[], columns)
  if (bytes === null) throw new Error('not encoded')
  const query = 'INSERT INTO shop.by_native FORMAT Native'
  const { stream } = await client.exec({ query, values: Readable.from([bytes], { objectMode: false }) })
  for await (const _ of stream);
}
const differing = async (): Promise<unknown[]> =>
  (
    await client.query({
      query: `SELECT 'json' AS by, * FROM (SELECT * FROM shop.by_json EXCEPT SELECT * FROM shop.by_native)
UNION ALL SELECT 'native' AS by, * FROM (SELECT * FROM shop.by_native EXCEPT SELECT * FROM shop.by_json)`,
      format: 'JSONEachRow',
    })
  ).json()

test('what Native stores is what JSON stores, column by column, defaults and past values too', async () => {
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async made => {
      // Several of a kind, so that Native is worth it.
      const rows = made.flatMap(one => [0, 1, 2].map(() => sampleEvent(n++, one as Partial<EventRow>)))
      await client.command({ query: 'TRUNCATE TABLE shop.by_json' })
      await client.command({ query: 'TRUNCATE TABLE shop.by_native' })
      const values = rows.map(one => encodeRow('events', one))
      await client.insert({ table: 'shop.by_json', values, format: 'JSONEachRow' })
      await byNative(rows)
      expect(await differing()).toEqual([])
      const [count] = await store.query<{ n: string }>({ sql: 'SELECT count() AS n FROM shop.by_native' })
      expect(Number(count?.n)).toBe(rows.length)
    }),
    { numRuns: 30 },
  )
}, 120_000)

test('half a character becomes the sign for one, and hurts no neighbour', async () => {
  const rows = [0, 1, 2].map(n => sampleEvent(n, { title: `a\ud800b${n}`, url: '\udfff' }))
  await client.command({ query: 'TRUNCATE TABLE shop.by_native' })
  await byNative(rows)
  const stored = await store.query({ sql: 'SELECT title, url FROM shop.by_native ORDER BY title' })
  expect(stored).toEqual([0, 1, 2].map(n => ({ title: `a\ufffdb${n}`, url: '\ufffd' })))
})

test('rows of ever other columns, and columns that nobody knows, are for JSON', () => {
  const rows = Array.from({ length: 9 }, (_, n) => sampleEvent(n))
  expect(encodeNative(rows as unknown as NativeRow[], columns)).not.toBeNull()
  const keys = ['coupon', 'level', 'count', 'score', 'price']
  const various = keys.map((key, n) => sampleEvent(n, { planned: { [`p_${key}`]: null }, props: { [key]: 'old' } }))
  expect(encodeNative(various as unknown as NativeRow[], columns)).toBeNull()
  const unknown = rows.map(one => ({ ...one, planned: { p_new: 'x' } }))
  expect(encodeNative(unknown as unknown as NativeRow[], columns)).toBeNull()
})
