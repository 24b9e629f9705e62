import type { Scalar } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { type MomentContext, resolveMoment } from '../moment.ts'
import { type Fragment, or, param, sql } from './fragment.ts'

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte'

/** What a filter can ask of a property. Every condition is true or false, never NULL, so that `not` is its opposite. */
export type Property = {
  /** String: the value as text, '' where there is none. */
  text: Fragment
  exists: Fragment
  /** Array(String): each value as text: of a list every element, else one or none. */
  values: Fragment
  /** Array of a number type: each value that is a number. */
  numbers: Fragment
  /** Equal to one of these; never to none. */
  equals(values: readonly Scalar[], path: string): Fragment
  compares(comparison: Comparison, bound: string | number, path: string): Fragment
  contains(part: string, path: string): Fragment
  startsWith(part: string, path: string): Fragment
}

/** What moments in a filter are relative to. */
export type MomentsOf = Pick<MomentContext, 'tz' | 'now'>

const oneOrNone = (text: Fragment, exists: Fragment): Pick<Property, 'text' | 'exists' | 'values' | 'numbers'> => ({
  text,
  exists,
  values: sql`if(${exists}, [toString(${text})], CAST([], 'Array(String)'))`,
  numbers: numbersIn(sql`[toString(${text})]`),
})

/** Array(Float64): ClickHouse also reads `inf` and `nan`, which are none. */
const numbersIn = (texts: Fragment): Fragment =>
  sql`arrayMap(one -> assumeNotNull(toFloat64OrNull(one)), arrayFilter(one -> ifNull(isFinite(toFloat64OrNull(one)), 0), ${texts}))`

const OPERATORS = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

export const textProperty = (text: Fragment, exists: Fragment): Property => ({
  ...oneOrNone(text, exists),
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

export const numberProperty = (value: Fragment): Property => {
  const number = (bound: Scalar, path: string): Fragment => {
    const read = typeof bound === 'string' && bound.trim() !== '' ? Number(bound) : bound
    if (typeof read !== 'number' || !Number.isFinite(read)) throw invalid(path, 'this column is a number')
    return param('Float64', read)
  }
  return {
    ...noText('a number'),
    ...oneOrNone(sql`ifNull(toString(${value}), '')`, sql`isNotNull(${value})`),
    numbers: sql`arrayMap(one -> assumeNotNull(one), arrayFilter(one -> isNotNull(one), [${value}]))`,
    equals: (bounds, path) => or(bounds.map(bound => sql`ifNull(${value} = ${number(bound, path)}, false)`)),
    compares: (comparison, bound, path) => sql`ifNull(${value} ${OPERATORS[comparison]} ${number(bound, path)}, false)`,
  }
}

export const boolProperty = (value: Fragment): Property => ({
  ...noText('true or false'),
  ...oneOrNone(sql`ifNull(toString(${value}), '')`, sql`isNotNull(${value})`),
  equals: (bounds, path) => {
    const texts = bounds.map(String)
    if (texts.some(text => text !== 'true' && text !== 'false')) throw invalid(path, 'this column is true or false')
    return or(texts.map(text => sql`ifNull(${value} = ${param('Bool', text === 'true')}, false)`))
  },
  compares: (_comparison, _bound, path) => {
    throw invalid(path, 'this column is true or false: it has no order')
  },
})

/** Numbers are ms since 1970. A date is its first instant, but `gt` and `lte` mean after it, and until its end. */
export const timeProperty = (value: Fragment, { tz, now }: MomentsOf): Property => {
  const instant = (bound: Scalar, path: string, edge: MomentContext['edge']): Fragment => {
    const ms = typeof bound === 'number' ? bound : resolveMoment(String(bound), { edge, tz, now })
    if (ms === null || !Number.isSafeInteger(ms)) throw invalid(path, 'this column is a time')
    return param('Int64', ms)
  }
  const ms = sql`toUnixTimestamp64Milli(${value})`
  return {
    ...noText('a time'),
    ...oneOrNone(sql`ifNull(toString(${value}), '')`, sql`isNotNull(${value})`),
    equals: (bounds, path) => or(bounds.map(bound => sql`ifNull(${ms} = ${instant(bound, path, 'first')}, false)`)),
    compares: (comparison, bound, path) =>
      sql`ifNull(${ms} ${OPERATORS[comparison]} ${instant(bound, path, comparison === 'gt' || comparison === 'lte' ? 'last' : 'first')}, false)`,
  }
}

/** Any element's value counts. `element`: what a filter can ask of the one that `ELEMENT` names. */
export const listProperty = (value: Fragment, element: Property): Property => {
  const any = (condition: Fragment): Fragment => sql`arrayExists(element -> ${condition}, ${value})`
  return {
    text: sql`arrayStringConcat(arrayMap(element -> toString(${element.text}), ${value}), ',')`,
    exists: sql`notEmpty(${value})`,
    values: sql`arrayMap(element -> toString(${element.text}), ${value})`,
    numbers: numbersIn(sql`arrayMap(element -> toString(${element.text}), ${value})`),
    equals: (bounds, path) => any(element.equals(bounds, path)),
    compares: (comparison, bound, path) => any(element.compares(comparison, bound, path)),
    contains: (part, path) => any(element.contains(part, path)),
    startsWith: (part, path) => any(element.startsWith(part, path)),
  }
}

/** How a list's conditions call one of its elements. */
export const ELEMENT = sql`element`

const noText = (kind: string): Pick<Property, 'contains' | 'startsWith'> => {
  const refuse = (_part: string, path: string): Fragment => {
    throw invalid(path, `this column is ${kind}: it has no text to look into`)
  }
  return { contains: refuse, startsWith: refuse }
}
