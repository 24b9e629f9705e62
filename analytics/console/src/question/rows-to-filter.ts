import type { Condition, Filter, Scalar } from '@maidian/schemas'
import { type FilterRow, isComplete, takesSeveral } from './filter-row.ts'

type Bound = number | string

/** Numbers compare as numbers only when they are sent as such; dates and other text stay text. */
const boundOf = (text: string): Bound => {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : text
}

const conditionOf = ({ operator, values }: FilterRow): Scalar | Condition => {
  const filled = values.filter(value => value !== '')
  const several: string[] | undefined = filled.length > 1 ? [...filled] : undefined
  const [first = ''] = filled
  switch (operator) {
    case 'is':
      return several ? { in: several } : first
    case 'is_not':
      return { not: several ?? first }
    case 'set':
      return { exists: true }
    case 'not_set':
      return { exists: false }
    case 'contains':
    case 'not_contains':
    case 'starts_with':
      return { [operator]: first }
    default:
      return { [operator]: boundOf(first) }
  }
}

/** `any`, `all` and `none` nest filters: a property of such a name must not replace them, and the server refuses it. */
const RESERVED = new Set(['any', 'all', 'none'])

const merged = (before: Scalar | Condition, added: Scalar | Condition): Condition | null => {
  if (typeof before !== 'object' || typeof added !== 'object') return null
  return Object.keys(added).some(key => key in before) ? null : { ...before, ...added }
}

/** Rows as the contract's filter; all must hold. Unfinished rows ask for nothing. */
export const rowsToFilter = (rows: readonly FilterRow[]): Filter | undefined => {
  const plain = new Map<string, Scalar | Condition>()
  // Two conditions of one kind on one property cannot stand in one object.
  const beside: Filter[] = []
  for (const row of rows.filter(isComplete)) {
    const condition = conditionOf(takesSeveral(row.operator) ? row : { ...row, values: row.values.slice(0, 1) })
    const before = plain.get(row.property)
    const both = before === undefined ? condition : merged(before, condition)
    if (both === null || RESERVED.has(row.property)) beside.push({ [row.property]: condition } as Filter)
    else plain.set(row.property, both)
  }
  if (plain.size === 0 && beside.length === 0) return undefined
  return Object.fromEntries([...plain, ...(beside.length > 0 ? [['all', beside] as const] : [])]) as Filter
}
