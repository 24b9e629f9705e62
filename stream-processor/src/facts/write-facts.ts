import type { EventStore } from '@maidian/engines'
import type { Rows } from '../rows.ts'
import { FACTS } from './facts-of.ts'

/** The facts of a part's own events: those of an event that was left out, since the store has it already, go with it. */
const ofEvents = (part: Rows, table: (typeof FACTS)[number]): Rows[typeof table] => {
  if (part[table].length === 0) return []
  const ids = new Set(part.events.map(({ event_id }) => event_id))
  return (part[table] as { event_id: string }[]).filter(({ event_id }) => ids.has(event_id)) as Rows[typeof table]
}

/**
 * Writes what events say beyond that they happened, before the events themselves: written twice it is the same, and so
 * nothing is missing of an event that is stored. Each event says it once, whatever a client sends under its id later.
 */
export const writeFacts = async (store: EventStore, project: string, rows: readonly Rows[]): Promise<void> => {
  for (const table of FACTS) {
    await store.insert({ project, table, rows: rows.flatMap(part => ofEvents(part, table) as never[]) })
  }
}
