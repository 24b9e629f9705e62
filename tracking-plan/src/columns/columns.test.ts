import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOf } from '../testing/plan-of.ts'
import { createFitProps } from './fit-props.ts'
import { planColumns } from './plan-columns.ts'
import { roundDecimal } from './round-decimal.ts'

const plan = planOf({
  'properties/a.yaml': `
price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: price}}
quantity: {type: int, say: quantity}
ratio: {type: number, unit: "%", say: ratio}
gift: {type: bool, say: gift}
birth_date: {type: date, say: day}
paid_at: {type: time, say: moment}
coupon_code: {type: string, renamed_from: coupon, say: code}
coupon: {type: string, say: coupon}
labels: {list: string, say: labels}
sku_id: {type: id, say: sku}
items: {list: line, say: items}
`,
  'types/line.yaml': 'line: {say: line, props: [sku_id!, price, quantity]}\n',
  'events/buy.yaml':
    'event: buy\ntitle: Buy\nfires: {when: x}\nsources: {web: true}\nprops: [price, quantity, ratio, gift, birth_date, paid_at, coupon, coupon_code, labels, items]\n',
})
const columns = planColumns([plan])
const fit = createFitProps(columns)

describe('columns', () => {
  test('one per property, several for a list of objects, none for what stands only in one', () => {
    expect(columns.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual([
      'p_birth_date Nullable(Date32)',
      'p_coupon String',
      'p_coupon_code String',
      'p_gift Nullable(Bool)',
      'p_items.price Array(Nullable(Decimal(18, 2)))',
      'p_items.quantity Array(Nullable(Int64))',
      'p_items.sku_id Array(String)',
      'p_labels Array(String)',
      "p_paid_at Nullable(DateTime64(3, 'UTC'))",
      'p_price Nullable(Decimal(18, 2))',
      'p_quantity Nullable(Int64)',
      'p_ratio Nullable(Float64)',
    ])
  })
  test('comments are in both languages, with the unit', () => {
    expect(columns.find(({ name }) => name === 'p_price')?.comment).toBe('单价 · price (CNY)')
  })
  test('a column that reads another one comes after it', () => {
    const names = columns.map(({ name }) => name)
    expect(names.indexOf('p_coupon_code')).toBeGreaterThan(names.indexOf('p_coupon'))
    expect(names.indexOf('p_items.price')).toBeGreaterThan(names.indexOf('p_items.sku_id'))
  })
})

describe('renames', () => {
  const named = (name: string, from?: string) =>
    planOf({
      'properties/a.yaml': `${name}: {type: string, ${from ? `renamed_from: ${from}, ` : ''}say: x}\n`,
      'events/buy.yaml': `event: buy\ntitle: Buy\nfires: {when: x}\nsources: {web: true}\nprops: [${name}]\n`,
    })
  const [first, second, third] = [named('coupon'), named('coupon_code', 'coupon'), named('voucher', 'coupon_code')]

  test('read the column of the name before, which is in an older release, along the whole chain', () => {
    const made = planColumns([third, second, first])
    expect(made.map(({ name, reads }) => [name, reads])).toEqual([
      ['p_coupon', null],
      ['p_coupon_code', 'p_coupon'],
      ['p_voucher', 'p_coupon_code'],
    ])
  })
  test('read nothing that never was a column', () => {
    expect(planColumns([second])[0]).toMatchObject({
      name: 'p_coupon_code',
      reads: null,
      fallback: "props['coupon_code']",
    })
  })
})

describe('fitting', () => {
  test('what fits goes to its column, what nobody planned and what does not fit stays', () => {
    expect(fit({ price: 12.345, quantity: 2, gift: true, colour: 'red', ratio: 'x', coupon: null })).toEqual({
      planned: { p_price: '12.35', p_quantity: 2, p_gift: true },
      rest: { colour: 'red', ratio: 'x', coupon: null },
      misfits: ['ratio'],
    })
  })
  test('a list of objects becomes parallel arrays of one length', () => {
    expect(
      fit({
        items: [
          { sku_id: 'a', price: 1 },
          { sku_id: 'b', quantity: 3 },
        ],
      }).planned,
    ).toEqual({
      'p_items.sku_id': ['a', 'b'],
      'p_items.price': ['1.00', null],
      'p_items.quantity': [null, 3],
    })
  })
  test.each([
    ['an unknown field', [{ sku_id: 'a', colour: 'red' }]],
    ['a field that does not fit', [{ sku_id: 'a', price: 'x' }]],
    ['an element that is no object', [{ sku_id: 'a' }, 3]],
    ['something that is no list', { sku_id: 'a' }],
  ])('a list with %s stays whole, so that nothing is lost', (_, items) => {
    expect(fit({ items })).toEqual({ planned: {}, rest: { items }, misfits: ['items'] })
  })
  test.each([
    ['birth_date', '2024-02-30'],
    ['birth_date', '1899-12-31'],
    ['paid_at', '2026-11-11'],
    ['paid_at', 1e16],
    ['quantity', 2 ** 53],
    ['price', 1e17],
    ['ratio', Number.POSITIVE_INFINITY],
    ['labels', ['a', 1]],
  ])('%s %j does not fit', (name, value) => {
    expect(fit({ [name]: value }).misfits).toEqual([name])
  })
  test('times are kept to the millisecond, whatever their zone', () => {
    const { planned } = fit({ paid_at: '2026-11-11T00:00:00.5+08:00' })
    expect(planned.p_paid_at).toBe('2026-11-10 16:00:00.500')
    expect(fit({ paid_at: Date.UTC(2026, 10, 10, 16, 0, 0, 500) }).planned).toEqual(planned)
  })
  test('anything goes in, and every property comes out on one side', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('price', 'items', 'labels', 'paid_at', 'x', '__proto__'), fc.jsonValue()),
        props => {
          const { planned, rest } = fit(props)
          for (const name of Object.keys(props)) {
            const inColumns = Object.keys(planned).some(column => column.split('.')[0] === `p_${name}`)
            expect(
              inColumns || Object.hasOwn(rest, name) || (Array.isArray(props[name]) && props[name].length === 0),
            ).toBe(true)
          }
        },
      ),
    )
  })
})

describe('decimals', () => {
  test.each([
    [1.005, 2, '1.01'],
    [-1.005, 2, '-1.01'],
    [0.004, 2, '0.00'],
    [-0.004, 2, '0.00'],
    [12, 0, '12'],
    [1e-7, 2, '0.00'],
    [123_456_789_012.345, 2, '123456789012.35'],
    [2.5, 0, '3'],
  ])('%d to %d digits is %s', (value, scale, text) => expect(roundDecimal(value, scale)).toBe(text))
})
