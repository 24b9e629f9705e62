import type { Command } from './clickhouse.ts'
import type { EventStore, StoreProject } from './port.ts'

/** Tables whose rows say when they were received. */
const KEPT = ['events', 'quarantine', 'client_loss'] as const

const ttlOf = ({ days }: { days: number }): string => `toDateTime(received) + toIntervalDay(${days})`

/**
 * How long rows are kept, counted from when they were received. Nothing is changed where it is that already: a changed
 * one has the server go through the whole table.
 */
export const keepFor = async (
  { command, query }: { command: Command; query: EventStore['query'] },
  project: string,
  retention: StoreProject['retention'],
): Promise<void> => {
  if (retention === undefined) return
  const rows = await query<{ name: string; create_table_query: string }>({
    sql: 'SELECT name, create_table_query FROM system.tables WHERE database = {project:String} AND name IN {tables:Array(String)}',
    params: { project, tables: [...KEPT] },
  })
  for (const { name, create_table_query: created } of rows) {
    if (retention === null) {
      if (/\sTTL\s/.test(created)) await command(`ALTER TABLE ${project}.${name} REMOVE TTL`)
    } else if (!created.includes(`TTL ${ttlOf(retention)}`)) {
      await command(`ALTER TABLE ${project}.${name} MODIFY TTL ${ttlOf(retention)}`)
    }
  }
}
