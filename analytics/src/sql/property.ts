import { BASE_COLUMNS } from '@maidian/schemas'
import type { PlanColumn } from '@maidian/tracking-plan'
import { invalid } from '../errors.ts'
import { type Fragment, identifier, join, or, param, sql } from './fragment.ts'
import { planProperty } from './plan-property.ts'
import {
  boolProperty,
  ELEMENT,
  listProperty,
  type MomentsOf,
  numberProperty,
  type Property,
  textProperty,
  timeProperty,
} from './typed-property.ts'

/** What moments in a filter are relative to, and which properties have a column of their own. */
export type PropertyContext = MomentsOf & { columns?: readonly PlanColumn[] | undefined }

/**
 * How a property named in a filter or breakdown is read. The one place that knows: `$city` is a base column, `price` or
 * `items.item_id` a column of the plan, all else is a key of `props`.
 */
export const property = (name: string, path: string, context: PropertyContext): Property => {
  if (name.startsWith('$')) {
    const column = name.slice(1)
    if (!BASE_COLUMNS.includes(column)) throw invalid(path, `there is no base column ${name}`)
    return baseProperty(column, context)
  }
  const columns = (context.columns ?? []).filter(column => column.path === name || column.property === name)
  if (columns.length > 0) return planProperty(name, columns, { path, moments: context })
  const key = param('String', name)
  return textProperty(sql`props[${key}]`, sql`mapContains(props, ${key})`)
}

const baseProperty = (column: string, moments: MomentsOf): Property => {
  const value = identifier(column)
  switch (column) {
    case 'event_id':
      return textProperty(sql`toString(${value})`, sql`true`)
    case 'client_time':
    case 'seq':
      return numberProperty(value)
    case 'bot':
      return boolProperty(value)
    case 'ts':
    case 'received':
      return timeProperty(value, moments)
    case 'flags':
      return listProperty(value, textProperty(ELEMENT, sql`true`))
    default:
      return textProperty(value, sql`${value} != ''`)
  }
}

/** Array(String): the values of a group of a breakdown; and whether an event has any of them. */
export const groupOf = (properties: readonly Property[]): { value: Fragment; present: Fragment } => ({
  value: sql`[${join(
    properties.map(({ text, exists }) => sql`if(${exists}, toString(${text}), '')`),
    ', ',
  )}]`,
  present: or(properties.map(({ exists }) => exists)),
})

/**
 * Array(String): one key per combination of the values of these properties, none for an event that lacks one. Each value
 * is told with its length, so that different values never make the same key.
 */
export const keysOf = ([first, ...rest]: readonly Property[]): Fragment => {
  const told = (value: Fragment): Fragment => sql`concat(toString(length(${value})), ':', ${value})`
  const firsts = sql`arrayMap(one -> ${told(sql`one`)}, ${first?.values ?? sql`[]`})`
  return sql`arrayDistinct(${rest.reduce(
    (keys, { values }) =>
      sql`arrayFlatten(arrayMap(key -> arrayMap(one -> concat(key, ${told(sql`one`)}), ${values}), ${keys}))`,
    firsts,
  )})`
}
