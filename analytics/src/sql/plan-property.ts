import type { PlanColumn } from '@maidian/tracking-plan'
import { invalid } from '../errors.ts'
import { type Fragment, identifier, sql } from './fragment.ts'
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

/** A single value of a column of the plan, compared as its type. */
const singleProperty = ({ value: type }: PlanColumn, value: Fragment, moments: MomentsOf): Property => {
  switch (type) {
    case 'int':
    case 'number':
    case 'decimal':
      return numberProperty(value)
    case 'bool':
      return boolProperty(value)
    case 'time':
      return timeProperty(value, moments)
    case 'date':
      // Days are written so that they sort as texts do.
      return textProperty(sql`ifNull(toString(${value}), '')`, sql`isNotNull(${value})`)
    default:
      return textProperty(value, sql`${value} != ''`)
  }
}

/** A list of objects has no value of its own: it is there or not, and its fields are asked for by name. */
const itemsProperty = (name: string, columns: readonly PlanColumn[], path: string): Property => {
  const fields = columns.map(column => column.path).join(', ')
  const refuse = (): never => {
    throw invalid(path, `${name} is a list of objects; ask for one of its fields: ${fields}`)
  }
  const [first] = columns as [PlanColumn]
  return {
    text: sql`''`,
    exists: sql`notEmpty(${identifier(first.name)})`,
    values: sql`CAST([], 'Array(String)')`,
    numbers: sql`CAST([], 'Array(Float64)')`,
    equals: refuse,
    compares: refuse,
    contains: refuse,
    startsWith: refuse,
  }
}

/** A property that the plan gives columns; several where it is a list of objects. */
export const planProperty = (
  name: string,
  columns: readonly PlanColumn[],
  { path, moments }: { path: string; moments: MomentsOf },
): Property => {
  const column = columns.find(one => one.path === name)
  if (column === undefined) return itemsProperty(name, columns, path)
  const value = identifier(column.name)
  return column.list
    ? listProperty(value, singleProperty(column, ELEMENT, moments))
    : singleProperty(column, value, moments)
}
