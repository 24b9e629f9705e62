import { EngineError, type EventStore, type Insert } from '@maidian/engines'
import type { EventRow } from '@maidian/schemas'

/** Whether a failure is about what is in a row, so that the other rows can be had without it. */
export const isOfARow = (error: unknown): boolean => !(error instanceof EngineError) || error.code === 'store.bad_row'

/**
 * Inserts what can be inserted and returns the rows that cannot, halving until they stand alone. Rejects with every failure
 * that is not about a row.
 */
export const insertApart = async (
  store: EventStore,
  insert: Insert<'events'>,
): Promise<{ row: EventRow; error: unknown }[]> => {
  const { rows } = insert
  try {
    await store.insert(insert)
    return []
  } catch (error) {
    if (!isOfARow(error)) throw error
    if (rows.length === 1) return rows.map(row => ({ row, error }))
    const half = rows.length >> 1
    const first = await insertApart(store, { ...insert, rows: rows.slice(0, half) })
    return [...first, ...(await insertApart(store, { ...insert, rows: rows.slice(half) }))]
  }
}
