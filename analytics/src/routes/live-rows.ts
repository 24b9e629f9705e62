import type { LiveEvent } from '@maidian/schemas'
import type { PlanColumn } from '@maidian/tracking-plan'
import type { PlannedProject } from '../planned-project.ts'
import { allProps } from '../sql/all-props.ts'
import { eventsIn } from '../sql/events.ts'
import { type Fragment, identifier, param, sql } from '../sql/fragment.ts'

/** The most rows of one look; what is beyond was too much to watch anyway. */
const MOST = sql`500`
const DAY_MS = 86_400_000

/** `since` in ms since 1970; with `debug` only what a client sent under that debug id. */
type Since = { since: number; debug?: string | undefined }

/** The columns of a `LiveRow`. */
export const liveColumns = (columns: readonly PlanColumn[]): Fragment => sql`
  toString(event_id) AS event_id, name, toUnixTimestamp64Milli(ts) AS time,
  toUnixTimestamp64Milli(received) AS received_ms, verdict, flags AS reasons, user, device, session, source, path, ${allProps(columns)} AS props`

/**
 * Events received since an instant. Only those that happened within a day of it: `events` is sorted by when
 * events happened, and looking through all of it several times a second would cost too much.
 */
export const liveSince = ({ name: database, columns = [] }: PlannedProject, { since, debug }: Since): Fragment => sql`
SELECT${liveColumns(columns)}
${eventsIn({ database, from: param('Int64', since - DAY_MS), to: param('Int64', since + 2 * DAY_MS) }, [
  sql`toUnixTimestamp64Milli(received) >= ${param('Int64', since)}`,
  ...(debug ? [sql`debug = ${param('String', debug)}`] : []),
])}
ORDER BY received DESC LIMIT ${MOST}`

/** Quarantine rows received since an instant. */
export const liveQuarantine = (database: string, { since, debug }: Since): Fragment => sql`
SELECT
  toString(event_id) AS event_id, name, toUnixTimestamp64Milli(ts) AS time,
  toUnixTimestamp64Milli(received) AS received_ms, source, reasons, raw
FROM ${identifier(database)}.quarantine
WHERE toDate(received) >= toDate(fromUnixTimestamp64Milli(${param('Int64', since)}, 'UTC'))
  AND received >= fromUnixTimestamp64Milli(${param('Int64', since)}, 'UTC')
  ${debug ? sql`AND debug = ${param('String', debug)}` : sql``}
ORDER BY received DESC LIMIT ${MOST}`

type Times = { time: string; received_ms: string }
export type LiveRow = Omit<LiveEvent, 'time' | 'received'> & Times
export type LiveQuarantineRow = Pick<LiveEvent, 'event_id' | 'name' | 'source' | 'reasons'> & Times & { raw: string }

const iso = (ms: string): string => new Date(Number(ms)).toISOString()

/** A row of `events` as a message. */
export const liveEvent = ({ received_ms, ...row }: LiveRow): LiveEvent => ({
  ...row,
  time: iso(row.time),
  received: iso(received_ms),
})

type Json = Record<string, unknown>

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

/** The raw text of a row is a batch of one event; that of a record which could not be read is anything. */
const eventIn = (raw: string): { event: Json; batch: Json } => {
  try {
    const batch = record(JSON.parse(raw))
    return { event: record(Array.isArray(batch.events) ? batch.events[0] : undefined), batch }
  } catch {
    return { event: {}, batch: {} }
  }
}

/** A row of `quarantine` as a message: as much of the event as its bytes still tell. */
export const liveQuarantined = ({ event_id, name, source, reasons, raw, ...times }: LiveQuarantineRow): LiveEvent => {
  const { event, batch } = eventIn(raw)
  const text = (key: string): string => {
    const value = event[key] ?? batch[key]
    return typeof value === 'string' ? value : ''
  }
  return {
    event_id,
    name,
    time: iso(times.time),
    received: iso(times.received_ms),
    verdict: 'quarantined',
    reasons,
    user: text('user'),
    device: text('device'),
    session: text('session'),
    source,
    path: '',
    props: Object.fromEntries(
      Object.entries(record(event.props)).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  }
}
