import { eventsIn, type Range } from '../sql/events.ts'
import { and, type Fragment, join, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'

/** A funnel, whoever asks: the HTTP API with conditions as steps, the SQL view with an argument of event names. */
export type FunnelShape = Range & {
  /** Int64, ms. */
  window: Fragment
  /** Array(String): what each step is called. Its length is the number of steps. */
  labels: Fragment
  /** UInt64: the steps that an event matches; bit 0 is step 1. */
  mask: Fragment
  /** What else must hold for an event. */
  conditions: readonly Fragment[]
  /** Int64, ms: when a window counts as still open. */
  now: Fragment
  /** Array(String) of an event, and whether the event has any of it. */
  by?: { value: Fragment; present: Fragment }
}

/**
 * `SELECT person, id, value, attempt`: each person's result; `attempt` is the ms at which its steps were filled.
 *
 * Per person the matching events are put in order and folded from the last to the first. `state.1[k]` is the chain of
 * times that starts with step k at or after here, each step by the earliest event that allows it: an event at t that
 * matches step k makes it `t` and then the chain of step k + 1 as it was after this event, so that no event is used
 * twice. Where an event matches step 1 inside the range, the chain cut at the window's end is an attempt, and
 * `state.2` keeps the best: at equal length the one met later in the fold, since that is the earlier one in time.
 * One pass, whatever the number of attempts.
 *
 * The order is that of time and then of the steps asked for: `place` is the ms, the lowest and the highest step that
 * the event matches, in one number.
 */
const funnelAttempts = (shape: FunnelShape, columns: { id?: boolean } = {}): Fragment => sql`
SELECT
  person${columns.id ? sql`, id` : sql``}${shape.by ? sql`, value` : sql``},
  arrayFold(
    (state, event) -> (
      arrayMap(
        k -> if(bitTest(event.2, k - 1), arrayPushFront(state.1[k + 1], toInt64(intDiv(event.1, 1024))), state.1[k]),
        range(1, length(${shape.labels}) + 2)),
      arrayMap(
        attempt -> if(
          bitTest(event.2, 0) AND attempt[1] BETWEEN ${shape.from} AND ${shape.to} AND length(attempt) >= length(state.2),
          attempt, state.2),
        [arrayFilter(
          t -> t <= toInt64(intDiv(event.1, 1024)) + ${shape.window},
          arrayPushFront(state.1[2], toInt64(intDiv(event.1, 1024))))])[1]),
    arrayReverseSort(events),
    (arrayMap(k -> CAST([], 'Array(Int64)'), range(length(${shape.labels}) + 1)), CAST([], 'Array(Int64)'))).2 AS attempt
FROM (
  SELECT
    person,${columns.id ? sql`\n    any(id) AS id,` : sql``}${shape.by ? firstTouch(shape) : sql``}
    groupArray((place, mask)) AS events
  FROM (
    SELECT
      ${personKey(shape.database)} AS person,${columns.id ? sql`\n      ${personId(shape.database)} AS id,` : sql``}
      toUnixTimestamp64Milli(ts) AS ms,
      ${shape.mask} AS mask,
      bitCount(bitXor(mask, mask - 1)) - 1 AS lowest,
      toUInt8(floor(log2(greatest(mask, 1)))) AS highest,
      toUInt64(ms) * 1024 + lowest * 32 + highest AS place${shape.by ? touch(shape.by) : sql``}
    ${eventsIn({ ...shape, to: sql`${shape.to} + ${shape.window}` }, shape.conditions)}
  )
  WHERE mask != 0
  GROUP BY person
  HAVING countIf(bitTest(mask, 0) AND ms <= ${shape.to}) > 0
)`

const touch = (by: { value: Fragment; present: Fragment }): Fragment => sql`,
      ${by.value} AS event_value,
      ${by.present} AS has_value,
      (received, log_partition, log_offset, log_index) AS arrival`

/** The value at the person's first event of the range that matches some step and has any of the properties. */
const firstTouch = ({ to }: FunnelShape): Fragment => sql`
    argMinIf(event_value, (place, mask, arrival), has_value AND ms <= ${to}) AS value,`

const GAPS = sql`arrayPopFront(arrayDifference(attempt))`

/** One row: how many reached each step, and over the gaps between steps (ms) the means and medians. */
const everybody = (shape: FunnelShape): Fragment => sql`
  SELECT
    sumForEach(arrayWithConstant(length(attempt), 1)) AS reached,
    avgForEach(${GAPS}) AS means,
    quantileExactInclusiveForEach(0.5)(${GAPS}) AS medians,
    countIf(attempt[1] + ${shape.window} >= ${shape.now}) AS open
  FROM (${funnelAttempts(shape)})`

/**
 * A row for everybody (bucket 0), for each of the `limit` groups with most entrants, and for all others together.
 * The times of groups are kept as states until the groups are joined, since a median of medians is none.
 */
const grouped = (shape: FunnelShape, width: number, limit: number): Fragment => sql`
  SELECT
    arrayJoin([0, least(place, ${param('UInt32', limit + 1)})]) AS bucket,
    multiIf(bucket = 0, CAST([], 'Array(String)'), bucket > ${param('UInt32', limit)}, ['Other'], any(groups.value)) AS value,
    sumForEach(groups.reached) AS reached,
    avgForEachMerge(groups.means) AS means,
    quantileExactInclusiveForEachMerge(0.5)(groups.medians) AS medians,
    sum(groups.open) AS open
  FROM (
    SELECT *, row_number() OVER (ORDER BY reached[1] DESC, value ASC) AS place
    FROM (
      SELECT
        if(empty(value), arrayWithConstant(${param('UInt32', width)}, ''), value) AS value,
        sumForEach(arrayWithConstant(length(attempt), 1)) AS reached,
        avgForEachState(${GAPS}) AS means,
        quantileExactInclusiveForEachState(0.5)(${GAPS}) AS medians,
        countIf(attempt[1] + ${shape.window} >= ${shape.now}) AS open
      FROM (${funnelAttempts(shape)})
      WHERE notEmpty(attempt)
      GROUP BY value
    )
  ) AS groups
  GROUP BY bucket`

const stepColumns = (shape: FunnelShape): Fragment => sql`
  step,
  ${shape.labels}[step] AS event,
  reached[step] AS users,
  if(reached[1] = 0, 0, users / reached[1]) AS conversion,
  if(step = 1, conversion, if(reached[step - 1] = 0, 0, users / reached[step - 1])) AS conversion_from_previous,
  if(step = 1 OR users = 0, NULL, means[step - 1] / 1000) AS mean_s,
  if(step = 1 OR users = 0, NULL, medians[step - 1] / 1000) AS median_s,
  if(step = 1, open, 0) AS immature`

/** One row per step: the funnel as the view and the HTTP API tell it. */
export const funnelSteps = (shape: FunnelShape): Fragment => sql`SELECT${stepColumns(shape)}
FROM (${everybody(shape)}
)
ARRAY JOIN range(1, length(${shape.labels}) + 1) AS step
ORDER BY step`

/** One row per group and step; bucket 0 is everybody. `width` is the number of properties of a group. */
export const funnelGroups = (
  shape: FunnelShape,
  { width, limit }: { width: number; limit: number },
): Fragment => sql`SELECT
  bucket, value,${stepColumns(shape)}
FROM (${grouped(shape, width, limit)}
)
ARRAY JOIN range(1, length(${shape.labels}) + 1) AS step
ORDER BY bucket, step`

/** One row per person behind a step, in the order of their keys. `reached` is a condition on `level`. */
export const funnelUsers = (
  shape: FunnelShape,
  conditions: readonly Fragment[],
  limit: Fragment,
): Fragment => sql`SELECT
  id, toString(person) AS key
FROM (SELECT id, person, length(attempt) AS level FROM (${funnelAttempts(shape, { id: true })}
))
WHERE ${and(conditions)}
ORDER BY person
LIMIT ${limit}`

/** UInt64: one bit per step, from the conditions of the steps. */
export const maskOf = (steps: readonly Fragment[]): Fragment =>
  join(
    steps.map((condition, i) => sql`bitShiftLeft(toUInt64(${condition}), ${{ parts: [String(i)] }})`),
    ' + ',
  )

/** UInt64: one bit per step, where steps are an array of event names. */
export const maskOfNames = (names: Fragment): Fragment =>
  sql`arraySum(arrayMap((step, i) -> if(step = name, bitShiftLeft(toUInt64(1), i - 1), 0), ${names}, arrayEnumerate(${names})))`
