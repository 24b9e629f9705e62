import type { EventStore } from '@maidian/engines'
import type { EventRow } from '@maidian/schemas'
import { writeFacts } from './facts/write-facts.ts'
import { type DroppedAsForgotten, dropForgotten, readForgotten } from './forgotten.ts'
import type { Generations } from './ownership.ts'
import type { Rows } from './rows.ts'

const MAX_MONTHS = 12

/** Parts of at most twelve months: each month is a partition of the table, and an insert may touch only so many. */
export const byMonths = (events: EventRow[]): EventRow[][] => {
  const months = new Map<string, EventRow[]>()
  for (const row of events) {
    const month = new Date(row.ts).toISOString().slice(0, 7)
    const rows = months.get(month)
    if (rows) rows.push(row)
    else months.set(month, [row])
  }
  const groups = [...months.values()]
  return Array.from({ length: Math.ceil(groups.length / MAX_MONTHS) }, (_, i) =>
    groups.slice(i * MAX_MONTHS, (i + 1) * MAX_MONTHS).flat(),
  )
}

/**
 * Writes one project's rows but those of people it has forgotten, and says how many those were. Events go last: facts and
 * losses may be written twice without harm, so after a crash in between the record is read again and nothing is missing.
 */
export const writeRows = async (
  store: EventStore,
  rows: Rows[],
  generations: Generations,
): Promise<DroppedAsForgotten> => {
  const project = rows[0]?.project
  if (project === undefined) return { received_before: 0, made_before: 0 }
  const { kept, dropped } = dropForgotten(rows, await readForgotten(store, project))
  await writeFacts(store, { project, rows: kept, generations })
  await store.insert({ project, table: 'client_loss', rows: rows.flatMap(part => part.client_loss) })
  await store.insert({ project, table: 'quarantine', rows: kept.flatMap(part => part.quarantine), generations })
  for (const part of byMonths(kept.flatMap(({ events }) => events))) {
    await store.insert({ project, table: 'events', rows: part, generations })
  }
  return dropped
}
