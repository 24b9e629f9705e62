import type { EventStore, Found } from '@maidian/engines'
import type { EventRow, LogPosition, QuarantineRow } from '@maidian/schemas'
import type { Rows } from './rows.ts'

export type Skipped = { redelivered: number; resent: number }

const samePosition = (a: LogPosition, b: LogPosition): boolean =>
  a.log_id === b.log_id &&
  a.log_partition === b.log_partition &&
  a.log_offset === b.log_offset &&
  a.log_index === b.log_index

/** Where the store, or an earlier row of this insert, holds the id. */
const heldAt = (row: EventRow | QuarantineRow, found: Found, replay: boolean): LogPosition | undefined =>
  found.events.get(row.event_id) ?? (replay ? undefined : found.quarantine.get(row.event_id))

/**
 * Leaves out what the store already holds: the same record read again (same position), or the same event sent again
 * (another position, same id). The id is the only truth about sameness; the position only tells the two apart.
 *
 * The store is asked about every id: it sees each finished insert, and an id always meets the same partition, so
 * nothing that is being inserted elsewhere can be missed. docs/decisions/0006-exactly-once.md
 */
export const dropKnown = async (store: EventStore, rows: Rows[]): Promise<{ fresh: Rows[]; skipped: Skipped }> => {
  const project = rows[0]?.project ?? ''
  const ids = rows.flatMap(({ events, quarantine }) => [...events, ...quarantine].map(row => row.event_id))
  const found = await store.find(project, [...new Set(ids)])
  const skipped: Skipped = { redelivered: 0, resent: 0 }
  const taken = new Map<string, LogPosition>()

  const isNew = (row: EventRow | QuarantineRow, replay: boolean): boolean => {
    const held = heldAt(row, found, replay) ?? taken.get(row.event_id)
    if (held) {
      if (samePosition(held, row)) skipped.redelivered += 1
      else skipped.resent += 1
      return false
    }
    taken.set(row.event_id, row)
    return true
  }
  const fresh = rows.map(part => ({
    ...part,
    events: part.events.filter(row => isNew(row, part.replay)),
    quarantine: part.quarantine.filter(row => isNew(row, false)),
  }))
  return { fresh, skipped }
}
