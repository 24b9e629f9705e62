import type { LogPosition } from '@maidian/schemas'
import type { EventStore, Found } from './port.ts'

/** Ids per query: 4,000 × 39 characters stay below ClickHouse's default max_query_size of 256 KiB. */
const CHUNK = 4000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

type Hit = { event_id: string; log_id: string; log_partition: number; log_offset: string; log_index: number }

/**
 * Looks ids up in the projection `by_id`, in which ids made at about the same time are neighbours.
 * The ids stand in the query itself, since parameters travel in the URL; hence the check of each.
 */
export const findIds = async (query: EventStore['query'], project: string, ids: string[]): Promise<Found> => {
  const found: Found = { events: new Map(), quarantine: new Map() }
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK)
    const bad = chunk.find(id => !UUID.test(id))
    if (bad !== undefined) throw new TypeError(`not a lower-case UUID: ${bad}`)
    const list = chunk.map(id => `'${id}'`).join(',')
    for (const table of ['events', 'quarantine'] as const) {
      const live = table === 'quarantine' ? ' AND resolved_at IS NULL' : ''
      const hits = await query<Hit>({
        sql: `SELECT event_id, log_id, log_partition, log_offset, log_index FROM ${project}.${table}
WHERE toUInt128(event_id) IN (SELECT toUInt128(arrayJoin([${list}]::Array(UUID))))${live}`,
      })
      for (const hit of hits) found[table].set(hit.event_id, position(hit))
    }
  }
  return found
}

const position = (hit: Hit): LogPosition => ({
  log_id: hit.log_id,
  log_partition: hit.log_partition,
  log_offset: Number(hit.log_offset),
  log_index: hit.log_index,
})
