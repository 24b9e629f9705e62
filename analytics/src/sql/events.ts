import { EARLIEST_MS, LATEST_MS } from '../moment.ts'
import { and, type Fragment, identifier, sql } from './fragment.ts'

/** Events of a database from one instant to another, both inclusive; Int64 ms. */
export type Range = { database: string; from: Fragment; to: Fragment }

const instant = (ms: Fragment): Fragment =>
  sql`fromUnixTimestamp64Milli(greatest(least(${ms}, ${whole(LATEST_MS)}), ${whole(EARLIEST_MS)}), 'UTC')`

const whole = (ms: number): Fragment => ({ parts: [`toInt64(${ms})`] })

/**
 * `FROM … WHERE`: the rows of a range that meet the conditions.
 *
 * The date is asked for besides the time because `events` is sorted by `toDate(ts), name, …, ts`: from a condition on
 * `ts` alone ClickHouse uses only the later column, and reads every granule of the month.
 */
export const eventsIn = ({ database, from, to }: Range, conditions: readonly Fragment[]): Fragment => sql`
  FROM ${identifier(database)}.events
  WHERE toDate(ts) >= toDate(${instant(from)}) AND toDate(ts) <= toDate(${instant(to)})
    AND ts >= ${instant(from)} AND ts <= ${instant(to)}
    AND ${and(conditions)}`

/** Bots and test traffic are left out unless asked for. */
export const audience = (asked: {
  include_bots?: boolean | undefined
  include_test?: boolean | undefined
}): Fragment[] => [...(asked.include_bots ? [] : [sql`NOT bot`]), ...(asked.include_test ? [] : [sql`env != 'test'`])]
