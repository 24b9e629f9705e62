import { randomInt, randomUUID } from 'node:crypto'
import type { ClickHouseAddress, Command } from './clickhouse.ts'
import type { EventStore, Fencing } from './port.ts'

/** What tells inserts from other queries, so that those of an earlier owner can be ended. */
export const insertId = (project: string): string => `${insertIds(project)}${randomUUID()}`
const insertIds = (project: string): string => `maidian-insert:${project}:`

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** The highest generation of every partition. It is read anew when somebody fences, and only then. */
export const fenceDictionary = (project: string, { user, password }: ClickHouseAddress): string => `
CREATE OR REPLACE DICTIONARY ${project}.fence_now (log_id String, log_partition UInt16, generation UInt64)
PRIMARY KEY log_id, log_partition
SOURCE(CLICKHOUSE(USER ${quoted(user)} PASSWORD ${quoted(password)}
  QUERY 'SELECT log_id, log_partition, max(generation) AS generation FROM ${project}.fence GROUP BY log_id, log_partition'))
LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`

/** Tables whose rows come from the log, and must not be written by a former owner. */
export const FENCED = [
  'events',
  'quarantine',
  'identities',
  'identity_ids',
  'profile_operations',
  'item_operations',
] as const

/** The constraint by its name. */
export const FENCE = 'fenced'

/** What the server checks of every row that is inserted, in the moment in which it writes it. */
export const fenceConstraint = (project: string, table: (typeof FENCED)[number]): string =>
  `ALTER TABLE ${project}.${table} ADD CONSTRAINT IF NOT EXISTS ${FENCE} CHECK log_generation >=
  dictGetOrDefault('${project}.fence_now', 'generation', (toString(log_id), log_partition), toUInt64(0))`

/** Two that fence at once must not get the same generation: the low bits are drawn. */
const DRAWN = 2 ** 20

const above = (highest: number): number => (Math.floor(highest / DRAWN) + 1) * DRAWN + randomInt(DRAWN)

/**
 * Takes partitions over: raises their generations, has the server know it, and ends inserts that began before it did.
 * What begins later under an earlier generation is refused by the constraint.
 */
export const fence = async (
  { command, query }: { command: Command; query: EventStore['query'] },
  { project, logId, partitions }: Fencing,
): Promise<Map<number, number>> => {
  const held = await query<{ log_partition: number; generation: string }>({
    sql: `SELECT log_partition, max(generation) AS generation FROM ${project}.fence
WHERE log_id = {logId:String} AND log_partition IN {partitions:Array(UInt16)} GROUP BY log_partition`,
    params: { logId, partitions: [...partitions] },
  })
  const highest = new Map(held.map(row => [row.log_partition, Number(row.generation)]))
  const taken = new Map(partitions.map(partition => [partition, above(highest.get(partition) ?? 0)]))
  const rows = [...taken].map(([partition, generation]) => `(${quoted(logId)}, ${partition}, ${generation})`)
  await command(`INSERT INTO ${project}.fence (log_id, log_partition, generation) VALUES ${rows.join(', ')}`)
  await command(`SYSTEM RELOAD DICTIONARY ${project}.fence_now`)
  await command(`KILL QUERY WHERE startsWith(query_id, ${quoted(insertIds(project))}) SYNC`)
  return taken
}
