import type { StoreProject } from '@maidian/engines'
import { type Fragment, identifier, param, sql } from '../sql/fragment.ts'
import { dayRange } from './day-range.ts'

/** A number that no SDK reaches: one event of somebody who makes numbers up must not become a million losses. */
const MOST_SEQ = sql`10000000`
/**
 * How far around the days asked about the rest of their streams is looked for. A stream that was silent for longer begins anew; one that goes on
 * has its beginning on a day that is not asked about.
 */
const BEFORE_MS = sql`31 * 86400000`
const AFTER_MS = sql`86400000`

const from = sql`from_ms`
const to = sql`to_ms`

const within = (ts: Fragment): Fragment =>
  sql`${ts} BETWEEN fromUnixTimestamp64Milli(${from}, 'UTC') AND fromUnixTimestamp64Milli(${to}, 'UTC')`

/** Numbered events of `events` and `quarantine`, around the days asked about. What is in both is one event, in two rows. */
const numbered = (database: string): Fragment => {
  const around = sql`ts BETWEEN fromUnixTimestamp64Milli(${from} - ${BEFORE_MS}, 'UTC')
      AND fromUnixTimestamp64Milli(${to} + ${AFTER_MS}, 'UTC')`
  const events = identifier(`${database}.events`)
  const quarantine = identifier(`${database}.quarantine`)
  const heldStream = sql`JSONExtractString(raw, 'events', 1, 'stream')`
  const heldSeq = sql`JSONExtract(raw, 'events', 1, 'seq', 'Nullable(UInt64)')`
  const touched = sql`(
      SELECT stream FROM ${events} WHERE ${within(sql`ts`)}
      UNION ALL SELECT ${heldStream} AS stream FROM ${quarantine} WHERE ${within(sql`ts`)}
    )`
  return sql`
    SELECT toString(source) AS source, stream, assumeNotNull(seq) AS seq, ts, toString(sdk) AS sdk, false AS held
    FROM ${events}
    WHERE ${around} AND stream != '' AND seq < ${MOST_SEQ} AND stream IN ${touched}
    UNION ALL
    SELECT toString(source) AS source, ${heldStream} AS stream, assumeNotNull(${heldSeq}) AS seq, ts, toString(sdk) AS sdk, true AS held
    FROM ${quarantine}
    WHERE ${around} AND stream != '' AND ${heldSeq} < ${MOST_SEQ} AND stream IN ${touched}`
}

/**
 * Of each stream and day: how many arrived, and how many numbers are missing between each that arrived and the one before it.
 * A number is missing on the day of the next one that arrived, which alone shows it.
 */
const streamDays = (database: string, tz: Fragment): Fragment => sql`
  SELECT source, stream, toDate(ts, ${tz}) AS day, min(sdk) AS first_sdk, max(seq) AS highest,
    count() AS here, countIf(held) AS kept, sum(toInt64(seq) - before - 1) AS gaps
  FROM (
    SELECT source, stream, seq, ts, sdk, held, lagInFrame(toInt64(seq), 1, toInt64(-1)) OVER (
        PARTITION BY source, stream ORDER BY seq, held, ts, sdk ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS before
    FROM (${numbered(database)})
  )
  WHERE toInt64(seq) != before AND ${within(sql`ts`)}
  GROUP BY source, stream, day`

/** What SDKs said that they dropped, of each stream: counts are cumulative, so of all that was said the most. */
const told = (database: string): Fragment => sql`
  SELECT toString(loss.source) AS source, loss.stream AS stream, toString(loss.reason) AS reason, max(loss.n) AS said,
    argMin(toString(loss.sdk), (loss.n, loss.sdk)) AS first_sdk, max(loss.received) AS last_said
  FROM ${identifier(`${database}.client_loss`)} AS loss
  GROUP BY source, stream, reason`

const gaps = (database: string, tz: Fragment): Fragment => sql`
  SELECT day, source, first_sdk AS sdk, here, kept, gaps,
    if(highest = max(highest) OVER (PARTITION BY source, stream),
      greatest(sum(gaps) OVER (PARTITION BY source, stream) - toInt64(explained), 0), 0) AS unsaid,
    toUInt64(0) AS said, ''::String AS reason, toUInt64(0) AS without, []::Array(Float64) AS late
  FROM (${streamDays(database, tz)}) AS days
  LEFT ANY JOIN (SELECT source, stream, sum(said) AS explained FROM (${told(database)}) GROUP BY source, stream) AS drops
    USING (source, stream)`

const drops = (database: string, tz: Fragment): Fragment => sql`
  SELECT toDate(last_said, ${tz}) AS day, source, first_sdk, 0, 0, 0, 0, said, reason, 0, []
  FROM (${told(database)})
  WHERE ${within(sql`last_said`)}`

const times = (database: string, tz: Fragment): Fragment => sql`
  SELECT toDate(ts, ${tz}) AS day, toString(source), toString(sdk), 0, 0, 0, 0, 0, '', countIf(stream = '' OR seq IS NULL),
    arrayMap(late -> toFloat64(late), quantilesTDigest(0.5, 0.95, 0.99)((toUnixTimestamp64Milli(received) - toUnixTimestamp64Milli(ts)) / 1000))
  FROM ${identifier(`${database}.events`)}
  WHERE ${within(sql`ts`)}
  GROUP BY day, source, sdk`

/**
 * A row for each day (of the project's time zone, by the time of events), source and SDK with its version: what was made, what
 * arrived, what is missing, what the SDK dropped and said so, and how late events came.
 */
export const lossByDay = (project: StoreProject): Fragment => {
  const { database, from: first, to: last } = dayRange(project)
  const tz = param('String', project.timezone)
  const late = (n: Fragment): Fragment => sql`arrayElementOrNull(anyIf(late, notEmpty(late)), ${n})`
  return sql`
WITH ${first} AS from_ms, ${last} AS to_ms
SELECT day, source, sdk, toUInt64(sum(here) + sum(gaps)) AS made, toUInt64(sum(here)) AS arrived, toUInt64(sum(kept)) AS quarantined,
  toUInt64(sum(gaps)) AS missing, toUInt64(sum(unsaid)) AS unexplained, toUInt64(sum(said)) AS dropped,
  mapFilter((name, n) -> n > 0, sumMap(map(reason, toUInt64(said)))) AS dropped_by, toUInt64(sum(without)) AS unnumbered,
  ${late(sql`1`)} AS late_p50_s, ${late(sql`2`)} AS late_p95_s, ${late(sql`3`)} AS late_p99_s
FROM (${gaps(database, tz)}
  UNION ALL ${drops(database, tz)}
  UNION ALL ${times(database, tz)}
)
GROUP BY day, source, sdk
ORDER BY day, source, sdk`
}

export const LOSS_COMMENT =
  "丢失核算 · loss_by_day(from='2026-11-01', to='2026-11-30'): made = 产生 numbers given by SDKs; arrived = 到达; quarantined = 其中仅在隔离区 of these in quarantine alone; " +
  'missing = 缺号 gaps of seq below the highest that arrived (末尾丢失不留缺口 a lost tail leaves no gap); ' +
  'unexplained = 缺号中 SDK 未说明的 missing and not said by the SDK, on the last day of a stream; dropped, dropped_by = SDK 上报的丢弃及原因 said by SDKs, on the day it was last said; ' +
  'unnumbered = 无序号 events without seq; late_p50_s, late_p95_s, late_p99_s = 接收与发生之差（秒） seconds from the time of an event to its receipt'
