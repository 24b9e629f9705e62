import type { EventStore, Packed } from '@maidian/engines'
import type { EventRow } from '@maidian/schemas'
import { factRows } from './facts/fact-rows.ts'
import { FACTS } from './facts/facts-of.ts'
import type { Generations } from './ownership.ts'
import type { Rows } from './rows.ts'

export const MAX_MONTHS = 12

/** A packed part of an insert, with the months of its rows: each is a partition of the table. */
export type Part = { packed: Packed; months: ReadonlySet<number> }

/** Months since 1970 of an instant in ms, in UTC. */
const monthOf = (ms: number): number => {
  const date = new Date(ms)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

const SHORTEST_MONTH_MS = 28 * 86_400_000

/** Rows mostly are of one month or two: they are told by their first and last instant, without a look at each. */
const spanOf = (events: readonly EventRow[]): { first: number; last: number } => {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { ts } of events) {
    if (ts < first) first = ts
    if (ts > last) last = ts
  }
  return { first, last }
}

/** Parts of at most twelve months: an insert may touch only so many partitions. */
export const byMonths = (events: readonly EventRow[]): { events: EventRow[]; months: Set<number> }[] => {
  if (events.length === 0) return []
  const { first, last } = spanOf(events)
  if (last - first < SHORTEST_MONTH_MS)
    return [{ events: [...events], months: new Set([monthOf(first), monthOf(last)]) }]
  const groups = [...Map.groupBy(events, ({ ts }) => monthOf(ts))]
  return Array.from({ length: Math.ceil(groups.length / MAX_MONTHS) }, (_, i) => {
    const some = groups.slice(i * MAX_MONTHS, (i + 1) * MAX_MONTHS)
    return { events: some.flatMap(([, rows]) => rows), months: new Set(some.map(([month]) => month)) }
  })
}

const NO_MONTHS: ReadonlySet<number> = new Set()

/**
 * One project's rows, packed in the order in which they are to be written. Events go last: facts and losses may be written
 * twice without harm, so after a crash in between the record is read again and nothing is missing.
 */
export const packRows = async (store: EventStore, rows: readonly Rows[], generations: Generations): Promise<Part[]> => {
  const project = rows[0]?.project ?? ''
  const packed = await Promise.all([
    ...FACTS.map(table => store.pack({ project, table, rows: factRows(rows, table), generations })),
    store.pack({ project, table: 'client_loss', rows: rows.flatMap(part => part.client_loss) }),
    store.pack({ project, table: 'quarantine', rows: rows.flatMap(part => part.quarantine), generations }),
  ])
  const parts: Part[] = packed.map(one => ({ packed: one, months: NO_MONTHS }))
  for (const { events, months } of byMonths(rows.flatMap(part => part.events))) {
    parts.push({ packed: await store.pack({ project, table: 'events', rows: events, generations }), months })
  }
  return parts.filter(part => part.packed.rows > 0)
}
