import type { FunnelAnswer } from '@maidian/schemas'
import { createFitProps, planColumns } from '@maidian/tracking-plan'
import { nextOf } from '@maidian/tracking-plan/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlannedProject } from './planned-project.ts'
import { startTestApp, type TestApp } from './testing/app.ts'
import { testEvent } from './testing/event.ts'

const plan = nextOf({
  'plan.yaml': 'plan: shop\nlanguages: [zh, en]\ndefaults: {owner: growth}\n',
  'properties/a.yaml': `
product_id: {type: id, say: {zh: 商品编号, en: product id}}
price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: unit price}}
gift: {type: bool, say: {zh: 是否赠品, en: a gift}}
paid_at: {type: time, say: {zh: 支付时间, en: when it was paid}}
birth_date: {type: date, say: {zh: 生日, en: day of birth}}
labels: {list: string, say: {zh: 标签, en: labels}}
items: {list: line, say: {zh: 商品, en: items}}
`,
  'types/line.yaml': 'line: {say: {zh: 一行, en: a line}, props: [product_id!, price]}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [product_id, price, gift, paid_at, birth_date, labels, items]\n',
  'events/look.yaml':
    'event: look\ntitle: {zh: 看, en: Look}\nfires: {when: {zh: 看, en: seen}}\nsources: {web: true}\nprops: [product_id]\n',
})
const columns = planColumns([plan])
const fit = createFitProps(columns)
const NOW = Date.UTC(2026, 10, 20)
const SHOP: PlannedProject = { name: 'shop', timezone: 'Asia/Shanghai', columns, plan }

/** Some were stored before the plan had columns, as text; the others since. */
const PROPS: Record<string, unknown>[] = [
  { product_id: 'p-1', price: 12.5, gift: true, labels: ['new', 'sale'], items: [{ product_id: 'p-9', price: 3 }] },
  { product_id: 'p-2', price: 100, gift: false, birth_date: '1995-06-01', paid_at: NOW - 1000 },
  { product_id: 'p-3', price: 9, labels: ['old'] },
  { product_id: '007' },
]
const asText = (props: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )

const stored = (props: Record<string, unknown>, n: number, planned: boolean) => {
  const over = { name: 'buy', ts: NOW - 60_000, device: `${planned ? 'new' : 'old'}-${n}` }
  return planned
    ? testEvent(1000 + n, { ...over, planned: fit(props).planned, props: {} })
    : testEvent(n, { ...over, props: asText(props) })
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([SHOP], NOW)
  await app.server.load('shop', {
    events: PROPS.flatMap((props, n) => [stored(props, n, false), stored(props, n, true)]),
  })
})
afterAll(() => app.close())

const users = async (where: object): Promise<number> =>
  (await app.ask<FunnelAnswer>('funnel', { steps: [{ event: 'buy', where }], from: '-7d' })).steps[0]?.users ?? -1

describe('filters on planned properties compare as their type', () => {
  test.each([
    [{ price: 12.5 }, 1],
    [{ price: '12.50' }, 1],
    [{ price: { gt: 9, lt: 100 } }, 1],
    [{ price: { gte: 9 } }, 3],
    [{ price: { exists: false } }, 1],
    [{ price: { not: 9 } }, 3],
    [{ gift: true }, 1],
    [{ gift: 'false' }, 1],
    [{ gift: { exists: false } }, 2],
    [{ product_id: '007' }, 1],
    [{ product_id: { starts_with: 'p-' } }, 3],
    [{ labels: 'sale' }, 1],
    [{ labels: { contains: 'L' } }, 2],
    [{ labels: { exists: true } }, 2],
    [{ birth_date: { gte: '1995-01-01' } }, 1],
    [{ paid_at: { gt: '2026-11-19' } }, 1],
    [{ items: { exists: true } }, 1],
    [{ 'items.product_id': 'p-9' }, 1],
    [{ 'items.price': { gt: 2 } }, 1],
  ])('%j', async (where, each) => {
    // Each was stored twice: as it was before the release, and as it is since.
    expect(await users(where)).toBe(each * 2)
  })

  test('a breakdown tells the same of both', async () => {
    const { breakdown } = await app.ask<FunnelAnswer>('funnel', {
      steps: [{ event: 'buy' }],
      from: '-7d',
      breakdown: { by: ['price'] },
    })
    expect(breakdown?.map(({ value, steps }) => [value[0], steps[0]?.users]).toSorted()).toEqual([
      ['', 2],
      ['100', 2],
      ['12.5', 2],
      ['9', 2],
    ])
  })

  test('what makes no sense of a type is refused with its place', async () => {
    for (const [where, message] of [
      [{ price: 'many' }, 'a number'],
      [{ price: { contains: '1' } }, 'no text to look into'],
      [{ items: 'p-9' }, 'items.product_id, items.price'],
    ] as const) {
      const { status, body } = await app.post('funnel', { steps: [{ event: 'buy', where }] })
      expect(status).toBe(400)
      expect(JSON.stringify(body)).toContain(message)
    }
  })
})

describe('views', () => {
  const analyst = <Row>(sql: string): Promise<Row[]> => app.server.analyst.query<Row>({ sql })

  test('each event has one, with the plain names of its properties and what they mean', async () => {
    const told = await analyst<{ name: string; type: string; comment: string }>('DESCRIBE TABLE shop.buy')
    expect(told.find(({ name }) => name === 'price')).toMatchObject({
      type: 'Nullable(Decimal(18, 2))',
      comment: '单价 · unit price (CNY)',
    })
    expect(told.find(({ name }) => name === 'device')?.comment).toContain('设备')
    expect(told.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['time', 'day', 'person_key', 'items.product_id']),
    )
    expect(told.map(({ name }) => name)).not.toContain('user_key')
    const [{ comment } = { comment: '' }] = await analyst<{ comment: string }>(
      "SELECT comment FROM system.tables WHERE database = 'shop' AND name = 'buy'",
    )
    expect(comment).toBe('购买 · Buy — 支付后 · once paid')
    expect((await analyst<{ name: string }>('DESCRIBE TABLE shop.look')).map(({ name }) => name)).not.toContain('price')
  })

  test('sums over them are right for what was stored before and since', async () => {
    const [row] = await analyst<Record<string, unknown>>(
      'SELECT sum(price) AS total, countIf(gift) AS gifts, arraySort(groupUniqArrayArray(`items.product_id`)) AS items FROM shop.buy',
    )
    expect(row).toEqual({ total: 243, gifts: '2', items: ['p-9'] })
  })

  test('all_events has every planned property by its plain name', async () => {
    expect(await analyst("SELECT count() AS n FROM shop.all_events WHERE price > 9 AND has(labels, 'sale')")).toEqual([
      { n: '2' },
    ])
  })
})
