import type { Condition, Scalar } from '@maidian/schemas'
import type { FilterRow, Operator } from './filter-row.ts'

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts = (value: unknown): string[] | null => {
  const list = Array.isArray(value) ? value : [value]
  return list.length > 0 && list.every(isScalar) ? list.map(String) : null
}

const OPERATOR_OF: Record<keyof Condition, Operator> = {
  in: 'is',
  not: 'is_not',
  contains: 'contains',
  not_contains: 'not_contains',
  starts_with: 'starts_with',
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
  exists: 'set',
}

const rowOf = (property: string, key: string, value: unknown): FilterRow | null => {
  if (!Object.hasOwn(OPERATOR_OF, key)) return null
  if (key === 'exists')
    return typeof value === 'boolean' ? { property, operator: value ? 'set' : 'not_set', values: [] } : null
  const values = texts(value)
  if (!values || (values.length > 1 && key !== 'in' && key !== 'not')) return null
  return { property, operator: OPERATOR_OF[key as keyof Condition], values }
}

const rowsOfProperty = (property: string, value: unknown): FilterRow[] | null => {
  if (isScalar(value)) return [{ property, operator: 'is', values: [String(value)] }]
  if (!isObject(value)) return null
  return allOrNull(Object.entries(value).map(([key, part]) => one(rowOf(property, key, part))))
}

const one = (row: FilterRow | null): FilterRow[] | null => (row ? [row] : null)

const allOrNull = (lists: readonly (FilterRow[] | null)[]): FilterRow[] | null =>
  lists.includes(null) ? null : lists.flatMap(list => list ?? [])

/** A filter of the contract as rows; null for one that rows cannot show, such as `any`, which is never half shown. */
export const filterToRows = (filter: unknown): FilterRow[] | null => {
  if (!isObject(filter)) return null
  return allOrNull(
    Object.entries(filter).map(([name, value]) => {
      if (name === 'any' || name === 'none') return null
      if (name === 'all') return Array.isArray(value) ? allOrNull(value.map(filterToRows)) : null
      return rowsOfProperty(name, value)
    }),
  )
}
