import { eventsIn, type Range } from '../sql/events.ts'
import { type Fragment, join, or, param, sql } from '../sql/fragment.ts'
import { personKey } from '../sql/person.ts'
import { count } from './funnel-shape.ts'

export type Measure = 'count' | 'users' | 'sessions' | 'sum' | 'avg' | 'median' | 'p95' | 'per_user'

/** `numbers`: Array of what is summed up of an event. */
export type Series = { condition: Fragment; measure: Measure; numbers: Fragment | null }

export type TrendShape = Range & {
  series: readonly Series[]
  conditions: readonly Fragment[]
  /** Int32: the number of the period that an event falls in, from 0. */
  period: Fragment
  /** Nullable(Float64) over `A`, `B`, …; null without a formula. */
  formula: Fragment | null
  /** Array(String) of an event, and how many groups are told by themselves. */
  groups: { value: Fragment; limit: number } | null
}

/** `A` for the first series. */
export const letterOf = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i)

const finite = (value: Fragment): Fragment =>
  sql`arrayMap(measured -> if(isFinite(measured), measured, NULL), [toFloat64(${value})])[1]`

/** Nullable(Float64): what a series comes to over the events of a period. */
const measured = ({ measure, numbers }: Series, i: number): Fragment => {
  const matches = sql`matches_${count(i + 1)}`
  const own = sql`numbers_${count(i + 1)}`
  const floats = sql`arrayMap(one -> toFloat64(one), ${own})`
  switch (measure) {
    case 'count':
      return sql`toFloat64(countIf(${matches}))`
    case 'users':
      return sql`toFloat64(uniqExactIf(person, ${matches}))`
    case 'sessions':
      return sql`toFloat64(uniqExactIf(session, ${matches} AND session != ''))`
    case 'sum':
      return sql`toFloat64(sumArrayIf(${own}, ${matches}))`
    case 'avg':
      return finite(sql`avgArrayIf(${own}, ${matches})`)
    case 'median':
      return finite(sql`quantileExactInclusiveArrayIf(0.5)(${floats}, ${matches})`)
    case 'p95':
      return finite(sql`quantileExactInclusiveArrayIf(0.95)(${floats}, ${matches})`)
    case 'per_user': {
      const whole = numbers ? sql`sumArrayIf(${own}, ${matches})` : sql`countIf(${matches})`
      return finite(sql`toFloat64(${whole}) / uniqExactIf(person, ${matches})`)
    }
  }
}

const about = ({ series, conditions }: TrendShape): Fragment[] => [
  or(series.map(({ condition }) => condition)),
  ...conditions,
]

const rows = (shape: TrendShape): Fragment => sql`
  SELECT
    ${personKey(shape.database)} AS person, session,
    ${shape.period} AS period${shape.groups ? sql`,\n    ${placeOf(shape, shape.groups)} AS bucket,\n    if(bucket = 0, ['Other'], ${shape.groups.value}) AS value` : sql``}${join(
      shape.series.map(
        ({ condition, numbers }, i) =>
          sql`,\n    ${condition} AS matches_${count(i + 1)}${numbers ? sql`, ${numbers} AS numbers_${count(i + 1)}` : sql``}`,
      ),
      '',
    )}
  ${eventsIn(shape, about(shape))}`

/** UInt64: the place of an event's value among those with the most users; 0 where it is none of them. */
const placeOf = (shape: TrendShape, { value, limit }: { value: Fragment; limit: number }): Fragment => sql`indexOf((
      SELECT groupArray(own) FROM (
        SELECT ${value} AS own ${eventsIn(shape, about(shape))}
        GROUP BY own ORDER BY uniqExact(${personKey(shape.database)}) DESC, own LIMIT ${param('UInt32', limit)})), ${value})`

/** A row per period (and group: `bucket` is its place, 0 that of all others) that has any of the events: the series as `A`, `B`, … */
export const trendRows = (shape: TrendShape): Fragment => {
  const names = shape.series.map((_, i): Fragment => ({ parts: [letterOf(i)] }))
  const columns = shape.series.map((series, i) => sql`${measured(series, i)} AS ${names[i] as Fragment}`)
  return sql`SELECT
  period, ${shape.groups ? sql`bucket, any(value) AS value, ` : sql``}${join(columns, ', ')}${shape.formula ? sql`, ${shape.formula} AS formula` : sql``}
FROM (${rows(shape)}
)
GROUP BY period${shape.groups ? sql`, bucket` : sql``}
ORDER BY period${shape.groups ? sql`, bucket` : sql``}`
}
