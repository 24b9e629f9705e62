import { EARLIEST_MS } from '../moment.ts'
import { eventsIn, type Range } from '../sql/events.ts'
import { and, type Fragment, or, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'
import { type PeriodsShape, periodNumber } from './period-sql.ts'

export type RetentionShape = Range &
  PeriodsShape & {
    start: Fragment
    returns: Fragment
    /** Of which events somebody's first, in all history, is the only one that can be a start; null where each can. */
    firstOf: Fragment | null
    /** Returned in a period or later. */
    rolling: boolean
    /** Array(String) of an event. */
    by: Fragment | null
    minOccurrences: number
    /** How many periods a row shows at most, the starting one included. */
    intervals: number
    conditions: readonly Fragment[]
  }

const ARRIVAL = sql`(ts, received, log_partition, log_offset, log_index)`

type Columns = { id?: boolean }

/**
 * `SELECT person, value, period, started, occurrences`: what a person did in a period, by value where there are values.
 * Periods before the range are all `-1`. `match` is the first start, `first` the first of what only the first counts of.
 */
const doings = (shape: RetentionShape, columns: Columns, by: Fragment | null): Fragment => {
  const { from, to, start, returns, firstOf } = shape
  const looked = firstOf ? { ...shape, from: param('Int64', EARLIEST_MS) } : shape
  const matters = firstOf
    ? or([firstOf, sql`(${returns} AND toUnixTimestamp64Milli(ts) >= ${from})`])
    : or([start, returns])
  return sql`
      SELECT
        ${personKey(shape.database)} AS person,${columns.id ? sql`\n        any(${personId(shape.database)}) AS own_id,` : sql``}
        if(toUnixTimestamp64Milli(ts) < ${from}, -1, ${periodNumber(shape)}) AS period,${by ? sql`\n        ${by} AS event_value,` : sql``}${
          firstOf
            ? sql`
        minIf(${ARRIVAL}, ${start}) AS match, minIf(${ARRIVAL}, ${firstOf}) AS first, max(${firstOf}) AS among,`
            : sql``
        }
        max(${start}) AS started,
        countIf(${returns}) AS occurrences
      ${eventsIn({ ...looked, to }, [matters, ...shape.conditions])}
      GROUP BY person, period${by ? sql`, event_value` : sql``}`
}

/** `SELECT person, starts, returned`: the periods of each person. */
const periodsOfPersons = (shape: RetentionShape, columns: Columns): Fragment => {
  const { firstOf, minOccurrences } = shape
  const starts = firstOf
    ? sql`arrayMap(one -> one.1, arrayFilter(one -> one.2 = first_of_all, groupArrayIf((period, match), started)))`
    : sql`groupArrayIf(period, started)`
  return sql`
    SELECT
      person,${columns.id ? sql`\n      any(own_id) AS id,` : sql``}${firstOf ? sql`\n      minIf(first, among) AS first_of_all,` : sql``}
      ${starts} AS start_periods,
      arrayFilter(period -> period >= 0, start_periods) AS starts,
      groupArrayIf(period, occurrences >= ${param('Int64', minOccurrences)}) AS returned
    FROM (${doings(shape, columns, null)}
    )
    GROUP BY person`
}

/** `SELECT person, value, starts, returned`: the periods of each person and value that it started with in the range. */
const periodsOfValues = (shape: RetentionShape, columns: Columns, by: Fragment): Fragment => {
  const { firstOf, minOccurrences } = shape
  const counts = firstOf ? sql`did.2 AND did.5 = first_of_all` : sql`did.2`
  const id = columns.id ? sql`, id` : sql``
  const own = (condition: Fragment): Fragment =>
    sql`arrayMap(did -> did.1, arrayFilter(did -> did.4 = value AND did.1 >= 0 AND ${condition}, dids))`
  return sql`
    SELECT person, value${id}, starts, returned
    FROM (
      SELECT
        person${id}, dids, arrayJoin(arrayDistinct(arrayMap(did -> did.4, arrayFilter(did -> did.1 >= 0 AND ${counts}, dids)))) AS value,
        ${own(counts)} AS starts,
        ${own(sql`did.3 >= ${param('Int64', minOccurrences)}`)} AS returned
      FROM (
        SELECT
          person,${columns.id ? sql` any(own_id) AS id,` : sql``}${firstOf ? sql` minIf(first, among) AS first_of_all,` : sql``}
          groupArray((period, started, occurrences, event_value${firstOf ? sql`, match` : sql``})) AS dids
        FROM (${doings(shape, columns, by)}
        )
        GROUP BY person
      )
    )`
}

/** Array(Int64): the columns of a row in which a person that started in it counts. */
const columnsOf = ({ rolling, intervals }: RetentionShape): Fragment => {
  const most = param('Int64', intervals)
  return rolling
    ? sql`arrayMap(k -> toInt64(k), range(toUInt64(greatest(1, least(${most}, arrayMax(arrayPushBack(returned, row)) - row + 1)))))`
    : sql`arrayConcat([0], arrayFilter(k -> k > 0 AND k < ${most}, arrayMap(period -> toInt64(period - row), returned)))`
}

/** `SELECT person, bucket, value, row, k`: every cell that a person counts in; bucket 0 is everybody. */
const cells = (shape: RetentionShape, columns: Columns): Fragment => {
  const id = columns.id ? sql`, id` : sql``
  return sql`
  SELECT person${id}, 0 AS bucket, CAST([], 'Array(String)') AS value, arrayJoin(starts) AS row, arrayJoin(${columnsOf(shape)}) AS k
  FROM (${periodsOfPersons(shape, columns)}
  )`
}

/** The same by group: those beyond the `limit` largest are joined, and a person is once in each cell of theirs. */
const groupCells = (shape: RetentionShape, columns: Columns, by: Fragment, limit: number): Fragment => {
  const most = param('UInt32', limit)
  return sql`
  SELECT DISTINCT
    person${columns.id ? sql`, id` : sql``}, least(place, ${most} + 1) AS bucket, if(bucket > ${most}, ['Other'], value) AS value,
    arrayJoin(starts) AS row, arrayJoin(${columnsOf(shape)}) AS k
  FROM (
    SELECT * , dense_rank() OVER (ORDER BY entrants DESC, value ASC) AS place
    FROM (SELECT *, count() OVER (PARTITION BY value) AS entrants FROM (${periodsOfValues(shape, columns, by)}
    ))
  )`
}

/** One row per group, starting period and period after it, with the users: `k` is 0 for those who started. */
export const retentionRows = (shape: RetentionShape, limit: number): Fragment => {
  const counted = (source: Fragment): Fragment => sql`SELECT bucket, any(value) AS value, row, k, count() AS users
FROM (${source}
)
GROUP BY bucket, row, k`
  const everybody = counted(cells(shape, {}))
  if (!shape.by)
    return sql`${everybody}
ORDER BY bucket, row, k`
  return sql`SELECT * FROM (
${everybody}
UNION ALL
${counted(groupCells(shape, {}, shape.by, limit))}
)
ORDER BY bucket, row, k`
}

/** One row per person in a cell, in the order of their keys; `value`: of that group. */
export const retentionUsers = (
  shape: RetentionShape,
  {
    limit,
    conditions,
    value,
    most,
  }: { limit: number; conditions: readonly Fragment[]; value?: Fragment; most: Fragment },
): Fragment => {
  const source = value && shape.by ? groupCells(shape, { id: true }, shape.by, limit) : cells(shape, { id: true })
  return sql`SELECT
  any(id) AS id, toString(person) AS key
FROM (${source}
)
WHERE ${and([...conditions, ...(value ? [sql`value = ${value}`] : [])])}
GROUP BY person
ORDER BY person
LIMIT ${most}`
}

/** Int64: the users who started since an instant (ms). */
export const startersSince = (shape: RetentionShape, since: number): Fragment => sql`
SELECT uniqExact(${personKey(shape.database)}) AS starters
${eventsIn({ ...shape, from: param('Int64', since) }, [shape.start, ...shape.conditions])}`
