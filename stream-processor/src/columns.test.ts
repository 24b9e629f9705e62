import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedStore, startEmbeddedStore } from '@maidian/engines'
import { sampleEvent } from '@maidian/engines/testing'
import { createFitProps, planColumns } from '@maidian/tracking-plan'
import { planOf } from '@maidian/tracking-plan/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propsText } from './steps/text.ts'

const plan = planOf({
  'properties/a.yaml': `
price: {type: decimal, scale: 2, unit: CNY, say: price}
quantity: {type: int, say: quantity}
ratio: {type: number, unit: "%", say: ratio}
gift: {type: bool, say: gift}
birth_date: {type: date, say: day}
paid_at: {type: time, say: moment}
note: {type: string, say: note}
entry: {enum: entry, open: true, say: entry}
labels: {list: string, say: labels}
scores: {list: decimal, scale: 1, unit: "1", say: scores}
sku_id: {type: id, say: sku}
items: {list: line, say: items}
voucher: {type: string, renamed_from: coupon, say: code}
`,
  'enums/e.yaml': 'entry: {home: home}\n',
  'types/line.yaml': 'line: {say: line, props: [sku_id!, price, quantity, gift, birth_date]}\n',
  'events/buy.yaml': `event: buy\ntitle: Buy\nfires: {when: x}\nsources: {web: true}\nprops: [price, quantity, ratio, gift, birth_date, paid_at, note, entry, labels, scores, items, voucher]\n`,
})
/** The release before, in which the voucher was a coupon. */
const before = planOf({
  'properties/a.yaml': 'coupon: {type: string, say: coupon}\n',
  'events/buy.yaml': 'event: buy\ntitle: Buy\nfires: {when: x}\nsources: {web: true}\nprops: [coupon]\n',
})
const columns = planColumns([plan, before])
const fit = createFitProps(columns)
const project = { name: 'shop', timezone: 'Asia/Shanghai' }

const root = mkdtempSync(join(tmpdir(), 'maidian-columns-'))
let store: EmbeddedStore
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: root, projects: ['shop'] })
})
afterAll(async () => {
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const migrate = (of: typeof columns) => store.migrate({ projects: [{ ...project, columns: of }], views: () => [] })
const names = columns.map(({ name }) => `\`${name}\``).join(', ')
const read = (where: string) =>
  store.query<Record<string, unknown>>({ sql: `SELECT ${names} FROM shop.events WHERE ${where} ORDER BY log_offset` })

const decimal = fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true })
const day = fc.date({ min: new Date('1900-01-02'), max: new Date('2299-01-01'), noInvalidDate: true })
const moment = day.map(date => date.getTime())
const line = fc.record(
  {
    sku_id: fc.string(),
    price: decimal,
    quantity: fc.maxSafeInteger(),
    gift: fc.boolean(),
    birth_date: day.map(date => date.toISOString().slice(0, 10)),
  },
  { requiredKeys: ['sku_id'] },
)
const anyProps = fc.record(
  {
    price: decimal,
    quantity: fc.maxSafeInteger(),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }),
    gift: fc.boolean(),
    birth_date: day.map(date => date.toISOString().slice(0, 10)),
    paid_at: fc.oneof(
      moment,
      moment.map(ms => new Date(ms).toISOString()),
    ),
    note: fc.string({ unit: 'grapheme' }),
    entry: fc.constantFrom('home', 'other'),
    labels: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }),
    scores: fc.array(decimal, { maxLength: 3 }),
    items: fc.array(line, { maxLength: 3 }),
    coupon: fc.string({ minLength: 1 }),
  },
  { requiredKeys: [] },
)

test('what was stored before a release reads, after it, as what is stored since', async () => {
  const samples = fc.sample(anyProps, { seed: 11, numRuns: 300 })
  await migrate([])
  const before = samples.map((props, n) => sampleEvent(n, { log_offset: n, props: propsText(props) }))
  await store.insert({ project: 'shop', table: 'events', rows: before })
  await migrate(columns)
  const after = samples.map((props, n) => {
    const { planned, rest } = fit(props)
    return sampleEvent(1000 + n, { log_offset: 1000 + n, planned, props: propsText(rest) })
  })
  await store.insert({ project: 'shop', table: 'events', rows: after })
  const [old, fresh] = [await read('log_offset < 1000'), await read('log_offset >= 1000')]
  expect(old).toHaveLength(300)
  old.forEach((row, n) => {
    // A text that reads the same is the same: only what a double cannot tell apart may differ.
    expect(row, JSON.stringify(samples[n])).toEqual(fresh[n])
  })
})

test('a value that does not fit is kept as it came, and its column says what can be read of it', async () => {
  await migrate(columns)
  const props = { price: '12.50', quantity: 'many', items: [{ sku_id: 'a', price: 'x', colour: 'red' }], gift: 'true' }
  const { planned, rest, misfits } = fit(props)
  expect(misfits.toSorted()).toEqual(['gift', 'items', 'price', 'quantity'])
  await store.insert({
    project: 'shop',
    table: 'events',
    rows: [sampleEvent(5000, { log_offset: 5000, planned, props: propsText(rest) })],
  })
  const [row] = await read('log_offset = 5000')
  expect(row).toMatchObject({
    p_price: 12.5,
    p_quantity: null,
    p_gift: true,
    'p_items.sku_id': ['a'],
    'p_items.price': [null],
    'p_items.quantity': [null],
  })
})

test('a renamed property reads the old one, for rows of then and for old clients of now', async () => {
  await migrate(columns)
  const rows = [
    sampleEvent(6000, { log_offset: 6000, props: { coupon: 'old row' } }),
    sampleEvent(6001, { log_offset: 6001, planned: { p_coupon: 'old client' } }),
    sampleEvent(6002, { log_offset: 6002, planned: { p_voucher: 'new client' } }),
  ]
  await store.insert({ project: 'shop', table: 'events', rows })
  expect((await read('log_offset BETWEEN 6000 AND 6002')).map(row => row.p_voucher)).toEqual([
    'old row',
    'old client',
    'new client',
  ])
})

test('comments follow the plan, and a second run changes nothing', async () => {
  await migrate(columns)
  const told = columns.map(column => (column.name === 'p_note' ? { ...column, comment: "it's new · 新" } : column))
  await migrate(told)
  await migrate(told)
  const [row] = await store.query<{ comment: string }>({
    sql: "SELECT comment FROM system.columns WHERE database = 'shop' AND table = 'events' AND name = 'p_note'",
  })
  expect(row?.comment).toBe("it's new · 新")
})
