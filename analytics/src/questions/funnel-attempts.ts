import { eventsIn } from '../sql/events.ts'
import { type Fragment, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'
import type { FunnelShape } from './funnel-shape.ts'

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
export const plainAttempts = (shape: FunnelShape, columns: { id?: boolean } = {}): Fragment => sql`
SELECT
  person${columns.id ? sql`, id` : sql``}${shape.by ? sql`, value` : sql``},
  arrayFold(
    (state, event) -> (
      arrayMap(
        k -> if(bitTest(event.2, k - 1), arrayPushFront(state.1[k + 1], toInt64(intDiv(event.1, 1024))), state.1[k]),
        range(1, length(${shape.labels}) + 2)),
      arrayMap(
        attempt -> if(
          bitTest(event.2, 0) AND attempt[1] BETWEEN ${shape.from} AND ${shape.lastEntry ?? shape.to} AND length(attempt) >= length(state.2),
          attempt, state.2),
        [arrayFilter(
          t -> t <= toInt64(intDiv(event.1, 1024)) + ${shape.window},
          arrayPushFront(state.1[2], toInt64(intDiv(event.1, 1024))))])[1]),
    arrayReverseSort(events),
    (arrayMap(k -> CAST([], 'Array(Int64)'), range(length(${shape.labels}) + 1)), CAST([], 'Array(Int64)'))).2 AS attempt
FROM (
  SELECT
    person,${columns.id ? sql`\n    any(id) AS id,` : sql``}${shape.by ? touchedBy(shape) : sql``}
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
  HAVING countIf(bitTest(mask, 0) AND ms <= ${shape.lastEntry ?? shape.to}) > 0
)`

const touch = (by: { value: Fragment; present: Fragment }): Fragment => sql`,
      ${by.value} AS event_value,
      ${by.present} AS has_value,
      (received, log_partition, log_offset, log_index) AS arrival`

/** The value at the person's first, or last, event of the range that matches some step and has any of the properties. */
const touchedBy = ({ to, lastTouch }: FunnelShape): Fragment => sql`
    ${lastTouch ? sql`argMaxIf` : sql`argMinIf`}(event_value, (place, mask, arrival), has_value AND ms <= ${to}) AS value,`
