import type { Interval } from '@maidian/schemas'
import type * as z from 'zod'
import { EARLIEST_MS } from '../moment.ts'
import { eventsIn, type Range } from '../sql/events.ts'
import { type Fragment, or, param, sql } from '../sql/fragment.ts'
import { personKey } from '../sql/person.ts'

export type RetentionShape = Range & {
  period: z.infer<typeof Interval>
  tz: string
  /** Where the first period begins: its local date, and for hours its instant in ms. */
  firstDate: string
  firstInstant: number
  start: Fragment
  returns: Fragment
  firstTime: boolean
  minOccurrences: number
  /** How many periods a row shows at most, the starting one included. */
  intervals: number
  conditions: readonly Fragment[]
}

/** Int32: the number of the period that an event of the range falls in, from 0. */
const periodNumber = ({ period, tz, firstDate, firstInstant }: RetentionShape): Fragment => {
  const day = sql`toDate(ts, ${param('String', tz)})`
  const first = sql`toDate(${param('String', firstDate)})`
  switch (period) {
    case 'hour':
      return sql`toInt32(intDiv(toUnixTimestamp64Milli(ts) - ${param('Int64', firstInstant)}, 3600000))`
    case 'day':
      return sql`toInt32(${day} - ${first})`
    case 'week':
      return sql`toInt32(intDiv(${day} - ${first}, 7))`
    case 'month':
      return sql`toInt32(dateDiff('month', ${first}, ${day}))`
  }
}

/**
 * One row per starting period and period after it, with the users: `k` is 0 for those who started.
 *
 * Per person and period it counts starts and returns; periods before the range are all `-1`, so that a person whose
 * first time was then starts in none that is shown.
 */
export const retentionRows = (shape: RetentionShape): Fragment => {
  const { from, to, start, returns, firstTime, minOccurrences, intervals } = shape
  const looked = firstTime ? { ...shape, from: param('Int64', EARLIEST_MS) } : shape
  const matters = firstTime
    ? or([start, sql`(${returns} AND toUnixTimestamp64Milli(ts) >= ${from})`])
    : or([start, returns])
  return sql`SELECT row, k, count() AS users
FROM (
  SELECT
    person,
    arrayJoin(starts) AS row,
    arrayJoin(arrayConcat(
      [0],
      arrayFilter(k -> k > 0 AND k < ${param('Int64', intervals)}, arrayMap(period -> period - row, returned)))) AS k
  FROM (
    SELECT
      person,
      ${firstTime ? sql`arraySlice(arraySort(groupArrayIf(period, started)), 1, 1)` : sql`groupArrayIf(period, started)`} AS start_periods,
      arrayFilter(period -> period >= 0, start_periods) AS starts,
      groupArrayIf(period, occurrences >= ${param('Int64', minOccurrences)}) AS returned
    FROM (
      SELECT
        ${personKey(shape.database)} AS person,
        if(toUnixTimestamp64Milli(ts) < ${from}, -1, ${periodNumber(shape)}) AS period,
        max(${start}) AS started,
        countIf(${returns}) AS occurrences
      ${eventsIn({ ...looked, to }, [matters, ...shape.conditions])}
      GROUP BY person, period
    )
    GROUP BY person
  )
)
GROUP BY row, k
ORDER BY row, k`
}

/** Int64: the users who started since an instant (ms). */
export const startersSince = (shape: RetentionShape, since: number): Fragment => sql`
SELECT uniqExact(${personKey(shape.database)}) AS starters
${eventsIn({ ...shape, from: param('Int64', since) }, [shape.start, ...shape.conditions])}`
