import type { ItemOperationRow, ProfileOperation, ProfileOperationRow } from '@maidian/schemas'
import { nextOf } from '@maidian/tracking-plan/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testId } from '../testing/event.ts'
import { startTestStore, type TestStore } from '../testing/store.ts'

const plan = nextOf({
  'plan.yaml': 'plan: shop\nlanguages: [zh, en]\ndefaults: {owner: growth}\n',
  'properties/a.yaml': 'price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: unit price}}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [price]\n',
  'profile/member.yaml': `
city: {type: string, say: {zh: 城市, en: city}}
total_spent: {type: decimal, scale: 2, unit: CNY, say: {zh: 累计实付金额, en: total paid}}
order_count: {type: int, say: {zh: 订单数, en: number of orders}}
vip: {type: bool, say: {zh: 会员, en: a member}}
birth_date: {type: date, say: {zh: 生日, en: day of birth}}
labels: {list: string, say: {zh: 标签, en: labels}}
`,
})

let server: TestStore
beforeAll(async () => {
  server = await startTestStore([{ name: 'shop', timezone: 'Asia/Shanghai', plan }])
})
afterAll(() => server.close())

const analyst = <Row>(sql: string): Promise<Row[]> => server.analyst.query<Row>({ sql })
const NOW = Date.UTC(2026, 10, 20)
let serial = 0
const operation = (
  device: string,
  property: string,
  [what, value, at = 0]: [ProfileOperation, string, number?],
  user = '',
): ProfileOperationRow => ({
  ...{ user, device, property, operation: what, value, ts: NOW + at * 1000, event_id: testId(serial++) },
})
const store = (rows: ProfileOperationRow[]) =>
  server.store.insert({ project: 'shop', table: 'profile_operations', rows })

test('what the plan knows of users is a column of its type, with its text; the rest is in the map', async () => {
  const set = (property: string, value: string) => operation('typed', property, ['set', value])
  await store([
    ...[set('city', '上海'), set('total_spent', '12.505'), set('order_count', 'many'), set('vip', 'true')],
    ...[set('birth_date', '1995-06-01'), set('labels', '["a","b"]'), set('nickname', '小李')],
  ])
  const [row] = await analyst(`SELECT * FROM shop.profiles WHERE id = 'typed'`)
  expect(row).toMatchObject({
    properties: { city: '上海', nickname: '小李', order_count: 'many' },
    ...{ city: '上海', total_spent: 12.51, order_count: null, vip: true, birth_date: '1995-06-01', labels: ['a', 'b'] },
  })
  const described = await analyst<{ name: string; type: string; comment: string }>('DESCRIBE TABLE shop.profiles')
  expect(described.find(({ name }) => name === 'total_spent')).toMatchObject({
    type: 'Nullable(Decimal(18, 2))',
    comment: '累计实付金额 · total paid (CNY)',
  })
})

test.each<[string, [ProfileOperation, string, number][], string | undefined]>([
  [
    'the last set wins',
    [
      ['set', 'b', 2],
      ['set', 'a', 1],
    ],
    'b',
  ],
  [
    'set once only where there is nothing',
    [
      ['set_once', 'b', 2],
      ['set_once', 'a', 1],
    ],
    'a',
  ],
  [
    'set once not after a set',
    [
      ['set_once', 'b', 2],
      ['set', 'a', 1],
    ],
    'a',
  ],
  [
    'set once again after unset',
    [
      ['set_once', 'c', 3],
      ['unset', '', 2],
      ['set', 'a', 1],
    ],
    'c',
  ],
  [
    'unset',
    [
      ['unset', '', 2],
      ['add', '1', 1],
    ],
    undefined,
  ],
  [
    'sums are exact',
    [
      ['add', '0.1', 1],
      ['add', '0.2', 2],
    ],
    '0.3',
  ],
  [
    'a sum goes on from what was set',
    [
      ['add', '2', 2],
      ['set', '40', 1],
      ['add', '7', 0],
    ],
    '42',
  ],
  [
    'what is no number counts as none',
    [
      ['add', '2', 2],
      ['set', 'x', 1],
    ],
    '2',
  ],
  [
    'a list in the order of time',
    [
      ['append', '["b",1]', 2],
      ['append', '["a"]', 1],
    ],
    '["a","b",1]',
  ],
  [
    'a list goes on from what was set',
    [
      ['append', '["b"]', 2],
      ['set', '["a"]', 1],
    ],
    '["a","b"]',
  ],
  [
    'a value becomes the first of a list',
    [
      ['append', '["b"]', 2],
      ['set', 'it\'s "a"', 1],
    ],
    '["it\'s \\"a\\"","b"]',
  ],
  [
    'far beyond what a sum can hold',
    [
      ['add', '1', 2],
      ['set', '9'.repeat(60), 1],
    ],
    '1',
  ],
])('%s', async (name, operations, expected) => {
  const rows = operations.map(one => operation(name, 'p', one))
  await store([...rows, ...rows])
  const found = await analyst<{ value: string }>(
    `SELECT value FROM shop.profile_values WHERE id = '${name.replaceAll("'", "\\'")}' AND property = 'p'`,
  )
  expect(found.map(({ value }) => value)).toEqual(expected === undefined ? [] : [expected])
})

test('what is known of a device is known of its user, in the order of time', async () => {
  await store([
    operation('phone', 'city', ['set', '北京', 1]),
    operation('phone', 'order_count', ['add', '1', 2]),
    operation('tablet', 'order_count', ['add', '2', 3], 'u-1'),
    operation('tablet', 'city', ['set_once', '上海', 3], 'u-1'),
  ])
  const link = { device: 'phone', user: 'u-1', ts: NOW, event_id: testId(900) }
  await server.load('shop', { events: [], identities: [link] })
  expect(
    await analyst(
      `SELECT id, city, order_count, person_key = sipHash64('u:u-1') AS keyed FROM shop.profiles WHERE id IN ('u-1', 'phone')`,
    ),
  ).toEqual([{ id: 'u-1', city: '北京', order_count: '3', keyed: 1 }])
})

test('of an item each attribute is what was last said of it', async () => {
  const said = (attribute: string, value: string, at: number): ItemOperationRow => ({
    ...{ kind: 'product', item_id: 'p-1', attribute, value, ts: NOW + at * 1000, event_id: testId(serial++) },
  })
  const rows = [said('price', '2', 2), said('price', '1', 1), said('brand', 'Haier', 0)]
  await server.store.insert({ project: 'shop', table: 'item_operations', rows: [...rows, ...rows] })
  expect(await analyst('SELECT * FROM shop.items')).toEqual([
    { kind: 'product', item_id: 'p-1', attributes: { brand: 'Haier', price: '2' }, updated: '2026-11-20 08:00:02.000' },
  ])
})
