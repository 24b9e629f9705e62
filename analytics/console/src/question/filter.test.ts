import { Filter } from '@maidian/schemas'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FilterRow, OPERATORS, takesNoValue, takesSeveral } from './filter-row.ts'
import { filterToRows } from './filter-to-rows.ts'
import { rowsToFilter } from './rows-to-filter.ts'

const row = (property: string, operator: FilterRow['operator'], ...values: string[]): FilterRow => ({
  property,
  operator,
  values,
})

test('rows become the filter of the contract', () => {
  expect(
    rowsToFilter([
      row('$browser', 'is', 'Chrome'),
      row('$city', 'is', '上海', '北京'),
      row('price', 'gte', '10'),
      row('price', 'lt', '20.5'),
      row('day', 'gt', '2026-11-01'),
      row('coupon', 'not_set'),
      row('name', 'contains', 'tea'),
    ]),
  ).toEqual({
    $browser: 'Chrome',
    $city: { in: ['上海', '北京'] },
    price: { gte: 10, lt: 20.5 },
    day: { gt: '2026-11-01' },
    coupon: { exists: false },
    name: { contains: 'tea' },
  })
})

test('conditions that cannot stand in one object stand beside each other', () => {
  expect(rowsToFilter([row('a', 'is', '1'), row('a', 'is', '2'), row('a', 'gt', '3')])).toEqual({
    a: '1',
    all: [{ a: '2' }, { a: { gt: 3 } }],
  })
})

test('unfinished rows ask for nothing', () => {
  expect(rowsToFilter([row('', 'is', 'x'), row('a', 'is'), row('b', 'gt', '')])).toBeUndefined()
})

test('what rows cannot show is not half shown', () => {
  expect(filterToRows({ a: 1, any: [{ b: 2 }] })).toBeNull()
  expect(filterToRows({ a: { above: 2 } })).toBeNull()
  expect(filterToRows({ a: { gt: [1, 2] } })).toBeNull()
  expect(filterToRows('a')).toBeNull()
})

const value = fc.string({ minLength: 1, maxLength: 8 })
const anyRow: fc.Arbitrary<FilterRow> = fc
  .record({
    property: fc.constantFrom('a', 'b', '$city', 'toString', '价格'),
    operator: fc.constantFrom(...OPERATORS),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  })
  .map(made => ({
    ...made,
    values: takesNoValue(made.operator) ? [] : takesSeveral(made.operator) ? made.values : made.values.slice(0, 1),
  }))

test('any rows make a filter of the contract, and come back asking the same', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 6 }), rows => {
      const filter = rowsToFilter(rows)
      if (!filter) return rows.length === 0
      expect(Filter.safeParse(filter).success).toBe(true)
      const back = filterToRows(filter)
      expect(back).not.toBeNull()
      expect(back?.length).toBe(rows.length)
      expect(rowsToFilter(back ?? [])).toEqual(filter)
    }),
  )
})
