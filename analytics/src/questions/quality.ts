import type { Quality } from '@maidian/schemas'
import type { Run } from '../run.ts'
import { eventsIn } from '../sql/events.ts'
import { and, type Fragment, identifier, param, sql } from '../sql/fragment.ts'
import { type Asked, rangeOf } from './asked.ts'

/** Which events a question is about: their names (null: any), and the condition that they meet. */
export type About = { names: readonly string[] | null; condition: Fragment }

/** An event that was received later than this after it happened is late. */
const LATE_MS = 86_400_000

const names = (about: About): Fragment[] =>
  about.names === null ? [] : [sql`name IN ${param('Array(String)', about.names)}`]

/** How far an answer can be trusted; `immature` is the question's own. */
export const qualityOf = async (run: Run, asked: Asked, about: About): Promise<Omit<Quality, 'immature'>> => {
  const [[events], [quarantine]] = await Promise.all([
    run<{ flagged: string; late: string }>(eventQuality(asked, about)),
    run<{ quarantined: string }>(quarantined(asked, about)),
  ])
  return {
    quarantined: Number(quarantine?.quarantined ?? 0),
    flagged: Number(events?.flagged ?? 0),
    late: Number(events?.late ?? 0),
  }
}

const eventQuality = (asked: Asked, about: About): Fragment => sql`
SELECT
  countIf(verdict = 'flagged') AS flagged,
  countIf(toUnixTimestamp64Milli(received) - toUnixTimestamp64Milli(ts) > ${param('Int64', LATE_MS)}) AS late
${eventsIn(rangeOf(asked), [...names(about), ...asked.conditions, about.condition])}`

/** A row is live while nobody settled it and its id is not in `events`. What it holds cannot be filtered: it is raw. */
const quarantined = (asked: Asked, about: About): Fragment => {
  const { database, from, to } = rangeOf(asked)
  const live = and([
    sql`resolved_at IS NULL`,
    sql`ts >= fromUnixTimestamp64Milli(${from}, 'UTC')`,
    sql`ts <= fromUnixTimestamp64Milli(${to}, 'UTC')`,
    ...names(about),
  ])
  const rows = sql`FROM ${identifier(database)}.quarantine WHERE ${live}`
  return sql`
SELECT count() AS quarantined ${rows} AND event_id NOT IN (
  SELECT event_id FROM ${identifier(database)}.events WHERE toUInt128(event_id) IN (SELECT toUInt128(event_id) ${rows}))`
}
