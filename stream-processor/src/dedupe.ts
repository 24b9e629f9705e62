import type { EventStore, Found } from '@maidian/engines'
import type { EventRow, LogPosition, QuarantineRow } from '@maidian/schemas'
import type { Rows } from './rows.ts'

export type Skipped = { redelivered: number; resent: number }

const samePosition = (a: LogPosition, b: LogPosition): boolean =>
  a.log_id === b.log_id &&
  a.log_partition === b.log_partition &&
  a.log_offset === b.log_offset &&
  a.log_index === b.log_index

const heldIn = (id: string, found: Found, replay: boolean): LogPosition | undefined =>
  found.events.get(id) ?? (replay ? undefined : found.quarantine.get(id))

export const nothingFound = (): Found => ({ events: new Map(), quarantine: new Map() })

/**
 * Leaves out what is known: the same record read again (same position), or the same event sent again (another position,
 * same id). The id is the only truth about sameness; the position only tells the two apart.
 *
 * The store is asked about every id, whatever time it claims, since no clock of a client can be believed. `taken`: what
 * is on its way to the store and what this round has so far, which is added to. An id always meets the same partition, so
 * nothing that is being inserted elsewhere can be missed. docs/decisions/0006-exactly-once.md
 */
export const dropKnown = async (
  store: EventStore,
  rows: readonly Rows[],
  { under, taken }: { under: Found; taken: Found },
): Promise<{ fresh: Rows[]; skipped: Skipped }> => {
  const project = rows[0]?.project ?? ''
  const ids = new Set(rows.flatMap(({ events, quarantine }) => [...events, ...quarantine].map(row => row.event_id)))
  const found = await store.find(project, [...ids])
  const skipped: Skipped = { redelivered: 0, resent: 0 }

  const isNew = (row: EventRow | QuarantineRow, into: keyof Found, replay: boolean): boolean => {
    const id = row.event_id
    const held = heldIn(id, found, replay) ?? heldIn(id, under, replay) ?? heldIn(id, taken, replay)
    if (held) {
      if (samePosition(held, row)) skipped.redelivered += 1
      else skipped.resent += 1
      return false
    }
    const { log_id, log_partition, log_offset, log_index } = row
    taken[into].set(id, { log_id, log_partition, log_offset, log_index })
    return true
  }
  const fresh = rows.map(part => ({
    ...part,
    events: part.events.filter(row => isNew(row, 'events', part.replay)),
    quarantine: part.quarantine.filter(row => isNew(row, 'quarantine', false)),
  }))
  return { fresh, skipped }
}
