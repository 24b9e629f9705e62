import type { Rows } from '../rows.ts'
import type { FACTS } from './facts-of.ts'

type FactTable = (typeof FACTS)[number]

/** The facts of a part's own events: those of an event that was left out, since the store has it already, go with it. */
const ofEvents = <T extends FactTable>(part: Rows, table: T): Rows[T] => {
  if (part[table].length === 0) return part[table]
  const ids = new Set(part.events.map(({ event_id }) => event_id))
  return (part[table] as { event_id: string }[]).filter(({ event_id }) => ids.has(event_id)) as Rows[T]
}

/**
 * What events say beyond that they happened. It is written before the events themselves: written twice it is the same, and
 * so nothing is missing of an event that is stored. Each event says it once, whatever a client sends under its id later.
 */
export const factRows = <T extends FactTable>(rows: readonly Rows[], table: T): Rows[T] =>
  rows.flatMap(part => ofEvents(part, table) as never[]) as Rows[T]
