import { BASE_COLUMNS, type Scalar } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { type MomentContext, resolveMoment } from '../moment.ts'
import { type Fragment, identifier, join, or, param, sql } from './fragment.ts'

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte'

/** What a filter can ask of a property. Every condition is true or false, never NULL, so that `not` is its opposite. */
export type Property = {
  /** String: the value as text, '' where there is none. */
  text: Fragment
  exists: Fragment
  /** Equal to one of these; never to none. */
  equals(values: readonly Scalar[], path: string): Fragment
  compares(comparison: Comparison, bound: string | number, path: string): Fragment
  contains(part: string, path: string): Fragment
  startsWith(part: string, path: string): Fragment
}

/** What moments in a filter are relative to. */
export type PropertyContext = Pick<MomentContext, 'tz' | 'now'>

const OPERATORS = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

/**
 * How a property named in a filter or breakdown is read. The one place that knows: `$city` is a column of `events`,
 * all else is a key of `props`.
 */
export const property = (name: string, path: string, context: PropertyContext): Property => {
  if (!name.startsWith('$')) {
    const key = param('String', name)
    return textProperty(sql`props[${key}]`, sql`mapContains(props, ${key})`)
  }
  const column = name.slice(1)
  if (!BASE_COLUMNS.includes(column)) throw invalid(path, `there is no base column ${name}`)
  return baseProperty(column, context)
}

const baseProperty = (column: string, context: PropertyContext): Property => {
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
      return timeProperty(value, context)
    case 'flags':
      return listProperty(value)
    default:
      return textProperty(value, sql`${value} != ''`)
  }
}

const textProperty = (text: Fragment, exists: Fragment): Property => ({
  text,
  exists,
  equals: values => sql`(${exists} AND ${text} IN ${param('Array(String)', values.map(String))})`,
  compares: (comparison, bound) =>
    typeof bound === 'number'
      ? comparedAsNumber(text, comparison, bound)
      : sql`(${exists} AND ${text} ${OPERATORS[comparison]} ${param('String', bound)})`,
  contains: part => sql`(${exists} AND positionCaseInsensitiveUTF8(${text}, ${param('String', part)}) > 0)`,
  startsWith: part => sql`(${exists} AND startsWith(${text}, ${param('String', part)}))`,
})

/** Text that is no number matches no comparison with one; ClickHouse also reads `inf` and `nan`, which are none. */
const comparedAsNumber = (text: Fragment, comparison: Comparison, bound: number): Fragment => {
  const read = sql`toFloat64OrNull(${text})`
  return sql`ifNull(isFinite(${read}) AND ${read} ${OPERATORS[comparison]} ${param('Float64', bound)}, false)`
}

const numberProperty = (value: Fragment): Property => {
  const number = (bound: Scalar, path: string): Fragment => {
    const read = typeof bound === 'string' && bound.trim() !== '' ? Number(bound) : bound
    if (typeof read !== 'number' || !Number.isFinite(read)) throw invalid(path, 'this column is a number')
    return param('Float64', read)
  }
  return {
    ...noText('a number'),
    text: sql`ifNull(toString(${value}), '')`,
    exists: sql`isNotNull(${value})`,
    equals: (bounds, path) => or(bounds.map(bound => sql`ifNull(${value} = ${number(bound, path)}, false)`)),
    compares: (comparison, bound, path) => sql`ifNull(${value} ${OPERATORS[comparison]} ${number(bound, path)}, false)`,
  }
}

const boolProperty = (value: Fragment): Property => ({
  ...noText('true or false'),
  text: sql`toString(${value})`,
  exists: sql`true`,
  equals: (bounds, path) => {
    const texts = bounds.map(String)
    if (texts.some(text => text !== 'true' && text !== 'false')) throw invalid(path, 'this column is true or false')
    return or(texts.map(text => sql`${value} = ${param('Bool', text === 'true')}`))
  },
  compares: (_comparison, _bound, path) => {
    throw invalid(path, 'this column is true or false: it has no order')
  },
})

/** Numbers are ms since 1970. A date is its first instant, but `gt` and `lte` mean after it, and until its end. */
const timeProperty = (value: Fragment, { tz, now }: PropertyContext): Property => {
  const instant = (bound: Scalar, path: string, edge: MomentContext['edge']): Fragment => {
    const ms = typeof bound === 'number' ? bound : resolveMoment(String(bound), { edge, tz, now })
    if (ms === null || !Number.isSafeInteger(ms)) throw invalid(path, 'this column is a time')
    return param('Int64', ms)
  }
  const ms = sql`toUnixTimestamp64Milli(${value})`
  return {
    ...noText('a time'),
    text: sql`toString(${value})`,
    exists: sql`true`,
    equals: (bounds, path) => or(bounds.map(bound => sql`${ms} = ${instant(bound, path, 'first')}`)),
    compares: (comparison, bound, path) =>
      sql`${ms} ${OPERATORS[comparison]} ${instant(bound, path, comparison === 'gt' || comparison === 'lte' ? 'last' : 'first')}`,
  }
}

/** Any element's value counts. */
const listProperty = (value: Fragment): Property => {
  const element = textProperty(sql`element`, sql`true`)
  const any = (condition: Fragment): Fragment => sql`arrayExists(element -> ${condition}, ${value})`
  return {
    text: sql`arrayStringConcat(${value}, ',')`,
    exists: sql`notEmpty(${value})`,
    equals: (bounds, path) => any(element.equals(bounds, path)),
    compares: (comparison, bound, path) => any(element.compares(comparison, bound, path)),
    contains: (part, path) => any(element.contains(part, path)),
    startsWith: (part, path) => any(element.startsWith(part, path)),
  }
}

const noText = (kind: string): Pick<Property, 'contains' | 'startsWith'> => {
  const refuse = (_part: string, path: string): Fragment => {
    throw invalid(path, `this column is ${kind}: it has no text to look into`)
  }
  return { contains: refuse, startsWith: refuse }
}

/** Array(String): the values of a group of a breakdown; and whether an event has any of them. */
export const groupOf = (properties: readonly Property[]): { value: Fragment; present: Fragment } => ({
  value: sql`[${join(
    properties.map(({ text, exists }) => sql`if(${exists}, toString(${text}), '')`),
    ', ',
  )}]`,
  present: or(properties.map(({ exists }) => exists)),
})
