import type { LiveEvent } from '@maidian/schemas'
import { eventsIn } from '../sql/events.ts'
import { type Fragment, identifier, param, sql } from '../sql/fragment.ts'

/** The most rows of one look; what is beyond was too much to watch anyway. */
const MOST = sql`500`
const DAY_MS = 86_400_000

/**
 * Events received since an instant (ms). Only those that happened within a day of it: `events` is sorted by when
 * events happened, and looking through all of it several times a second would cost too much.
 */
export const liveSince = (database: string, since: number): Fragment => sql`
SELECT
  toString(event_id) AS event_id, name, toUnixTimestamp64Milli(ts) AS time,
  toUnixTimestamp64Milli(received) AS received_ms, verdict, user, device, session, source, path, props
${eventsIn({ database, from: param('Int64', since - DAY_MS), to: param('Int64', since + 2 * DAY_MS) }, [
  sql`toUnixTimestamp64Milli(received) >= ${param('Int64', since)}`,
])}
ORDER BY received DESC LIMIT ${MOST}`

/** Quarantine rows received since an instant (ms). */
export const liveQuarantine = (database: string, since: number): Fragment => sql`
SELECT
  toString(event_id) AS event_id, name, toUnixTimestamp64Milli(ts) AS time,
  toUnixTimestamp64Milli(received) AS received_ms, source, raw
FROM ${identifier(database)}.quarantine
WHERE toDate(received) >= toDate(fromUnixTimestamp64Milli(${param('Int64', since)}, 'UTC'))
  AND received >= fromUnixTimestamp64Milli(${param('Int64', since)}, 'UTC')
ORDER BY received DESC LIMIT ${MOST}`

type Times = { time: string; received_ms: string }
export type LiveRow = Omit<LiveEvent, 'time' | 'received'> & Times
export type LiveQuarantineRow = Pick<LiveEvent, 'event_id' | 'name' | 'source'> & Times & { raw: string }

const iso = (ms: string): string => new Date(Number(ms)).toISOString()

/** A row of `events` as a message. */
export const liveEvent = ({ received_ms, ...row }: LiveRow): LiveEvent => ({
  ...row,
  time: iso(row.time),
  received: iso(received_ms),
})

/** A row of `quarantine` as a message: as much of the event as its bytes still tell. */
export const liveQuarantined = ({ event_id, name, source, raw, ...times }: LiveQuarantineRow): LiveEvent => {
  const event = readable(raw)
  const text = (key: string): string => (typeof event[key] === 'string' ? (event[key] as string) : '')
  const props = (typeof event.props === 'object' && event.props !== null ? event.props : {}) as Record<string, unknown>
  return {
    event_id,
    name,
    time: iso(times.time),
    received: iso(times.received_ms),
    verdict: 'quarantined',
    user: text('user'),
    device: text('device'),
    session: text('session'),
    source,
    path: '',
    props: Object.fromEntries(
      Object.entries(props).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  }
}

const readable = (raw: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
