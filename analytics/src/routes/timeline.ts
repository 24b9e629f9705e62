import type { TimelineAnswer } from '@maidian/schemas'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { RouteDeps } from '../app.ts'
import { type Asked, rangeOf } from '../questions/asked.ts'
import { createRun } from '../run.ts'
import { eventsIn } from '../sql/events.ts'
import { type Fragment, param, sql } from '../sql/fragment.ts'
import { keysOfPerson, personKey } from '../sql/person.ts'
import { askedOf, queryOf, RANGE } from './asked-of.ts'
import { goneSignal } from './gone-signal.ts'
import { type LiveRow, liveColumns, liveEvent } from './live-rows.ts'

const DEFAULT_EVENTS = 100
const CURSOR = /^\d{1,15}-\d{1,15}-\d{1,5}-\d{1,15}-\d{1,5}$/

const Query = z.strictObject({
  ...RANGE,
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  cursor: z.string().regex(CURSOR, 'not a cursor that an answer gave').optional(),
})

type Row = LiveRow & { place: string }

/** `GET /api/v1/users/{id}/events`: what a person did, bots and tests too, newest first; by default in the last 30 days. */
export const timelineRoute = (app: FastifyInstance, deps: RouteDeps): void => {
  app.get('/api/v1/users/:id/events', async (request, reply): Promise<TimelineAnswer> => {
    const { id } = request.params as { id: string }
    const { limit = DEFAULT_EVENTS, cursor, ...query } = queryOf(Query, request)
    const run = createRun({ store: deps.store, caps: deps.caps, signal: goneSignal(reply) })
    const rows = await run<Row>(timeline(askedOf(query, deps), { id, cursor, limit: limit + 1 }))
    const shown = rows.slice(0, limit)
    return {
      events: shown.map(({ place, ...row }) => liveEvent(row)),
      next: rows.length > limit ? (shown.at(-1)?.place ?? null) : null,
    }
  })
}

type Page = { id: string; cursor: string | undefined; limit: number }

/** In the order of time, then of the log; `place` is where a row stands in it. */
const timeline = (shared: Asked, { id, cursor, limit }: Page): Fragment => {
  const order = sql`toUnixTimestamp64Milli(ts), toUnixTimestamp64Milli(received), log_partition, log_offset, log_index`
  const numbers = cursor?.split('-').map(Number) ?? []
  const before = numbers.map(number => param('Int64', number)) as [Fragment, Fragment, Fragment, Fragment, Fragment]
  const { database } = shared
  return sql`
SELECT ${liveColumns(shared.columns)}, arrayStringConcat([${sql`toString(toUnixTimestamp64Milli(ts)), toString(toUnixTimestamp64Milli(received)), toString(log_partition), toString(log_offset), toString(log_index)`}], '-') AS place
${eventsIn(rangeOf(shared), [
  sql`${personKey(database)} IN (${keysOfPerson(database, id)})`,
  ...(cursor === undefined
    ? []
    : [sql`(${order}) < (${before[0]}, ${before[1]}, ${before[2]}, ${before[3]}, ${before[4]})`]),
])}
ORDER BY ts DESC, events.received DESC, log_partition DESC, log_offset DESC, log_index DESC
LIMIT ${param('UInt32', limit)}`
}
