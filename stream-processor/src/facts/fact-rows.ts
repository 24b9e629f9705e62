import type { Rows } from '../rows.ts'
import type { FACTS } from './facts-of.ts'

type FactTable = (typeof FACTS)[number]

/**
 * The facts of a part's own events, with where in the log those stood: what an event said that was left out, since the store
 * has it already, goes with it.
 */
const ofEvents = <T extends FactTable>(part: Rows, table: T): Rows[T] => {
  const facts: { event_id: string }[] = part[table]
  if (facts.length === 0) return part[table]
  const events = new Map(part.events.map(event => [event.event_id, event]))
  return facts.flatMap(fact => {
    const event = events.get(fact.event_id)
    return event ? [{ ...fact, log_id: event.log_id, log_partition: event.log_partition }] : []
  }) as Rows[T]
}

/**
 * What events say beyond that they happened. It is written before the events themselves: written twice it is the same, and
 * so nothing is missing of an event that is stored. Each event says it once, whatever a client sends under its id later.
 */
export const factRows = <T extends FactTable>(rows: readonly Rows[], table: T): Rows[T] =>
  rows.flatMap(part => ofEvents(part, table) as never[]) as Rows[T]
