import type { Condition, Filter, Scalar } from '@maidian/schemas'
import { and, type Fragment, or, sql } from './fragment.ts'
import { type PropertyContext, property } from './property.ts'
import type { Comparison, Property } from './typed-property.ts'

const COMPARISONS: readonly Comparison[] = ['gt', 'gte', 'lt', 'lte']

const isScalar = (value: Scalar | Condition | Filter[]): value is Scalar => typeof value !== 'object'

/** A filter as a condition on a row of `events`. `path` is where the filter stands in the question. */
export const filterSql = (filter: Filter, path: string, context: PropertyContext): Fragment => {
  const nested = (key: 'any' | 'all' | 'none'): Fragment[] =>
    (filter[key] ?? []).map((part, i) => filterSql(part, `${path}.${key}[${i}]`, context))
  const conditions: Fragment[] = []
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue
    if (name === 'any') conditions.push(or(nested('any')))
    else if (name === 'all') conditions.push(and(nested('all')))
    else if (name === 'none') conditions.push(sql`NOT ${or(nested('none'))}`)
    else conditions.push(propertySql(name, value, `${path}.${name}`, context))
  }
  return and(conditions)
}

const propertySql = (
  name: string,
  value: Scalar | Condition | Filter[],
  path: string,
  context: PropertyContext,
): Fragment => {
  const asked = property(name, path, context)
  return isScalar(value) ? asked.equals([value], path) : conditionSql(asked, value as Condition, path)
}

const conditionSql = (asked: Property, condition: Condition, path: string): Fragment => {
  const at = (key: string): string => `${path}.${key}`
  const conditions: Fragment[] = []
  if (condition.in) conditions.push(asked.equals(condition.in, at('in')))
  if (condition.not !== undefined) conditions.push(sql`NOT (${asked.equals([condition.not].flat(), at('not'))})`)
  if (condition.contains !== undefined) conditions.push(asked.contains(condition.contains, at('contains')))
  if (condition.not_contains !== undefined)
    conditions.push(sql`NOT ${asked.contains(condition.not_contains, at('not_contains'))}`)
  if (condition.starts_with !== undefined) conditions.push(asked.startsWith(condition.starts_with, at('starts_with')))
  for (const comparison of COMPARISONS) {
    const bound = condition[comparison]
    if (bound !== undefined) conditions.push(asked.compares(comparison, bound, at(comparison)))
  }
  if (condition.exists !== undefined) conditions.push(condition.exists ? asked.exists : sql`NOT (${asked.exists})`)
  return and(conditions)
}
