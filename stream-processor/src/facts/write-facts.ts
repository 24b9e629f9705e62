import type { EventStore } from '@maidian/engines'
import type { Generations } from '../ownership.ts'
import type { Rows } from '../rows.ts'
import { FACTS } from './facts-of.ts'

/**
 * The facts of a part's own events, with where those came from: what an event said that was left out, since the store has
 * it already, goes with it.
 */
const ofEvents = (part: Rows, table: (typeof FACTS)[number]): { event_id: string }[] => {
  const facts: { event_id: string }[] = part[table]
  if (facts.length === 0) return []
  const events = new Map(part.events.map(event => [event.event_id, event]))
  return facts.flatMap(fact => {
    const event = events.get(fact.event_id)
    return event ? [{ ...fact, log_id: event.log_id, log_partition: event.log_partition }] : []
  })
}

/**
 * Writes what events say beyond that they happened, before the events themselves: written twice it is the same, and so
 * nothing is missing of an event that is stored. Each event says it once, whatever a client sends under its id later.
 */
export const writeFacts = async (
  store: EventStore,
  { project, rows, generations }: { project: string; rows: readonly Rows[]; generations: Generations },
): Promise<void> => {
  for (const table of FACTS) {
    const facts = rows.flatMap(part => ofEvents(part, table)) as never[]
    await store.insert({ project, table, rows: facts, generations })
  }
}
