import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { EngineError } from '../errors.ts'
import type { Command } from './clickhouse.ts'
import type { EventStore, LogPlace, Restore } from './port.ts'

type Deps = { command: Command; query: EventStore['query'] }

const POLL_MS = 200
const NAME = /^[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62})?$/

const known = (name: string): string => {
  if (!NAME.test(name)) throw new TypeError(`not a name: ${name}`)
  return name
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Runs it in the server, however long it takes: no request waits for it. */
const run = async ({ command, query }: Deps, statement: string): Promise<void> => {
  const id = randomUUID()
  await command(`${statement} SETTINGS id = '${id}' ASYNC`)
  for (;;) {
    const [row] = await query<{ status: string; error: string }>({
      sql: 'SELECT toString(status) AS status, error FROM system.backups WHERE id = {id:String}',
      params: { id },
    })
    if (row?.status === 'BACKUP_CREATED' || row?.status === 'RESTORED') return
    if (!/^(CREATING_BACKUP|RESTORING)$/.test(row?.status ?? '')) {
      throw new EngineError('store.refused', row ? `${row.status}: ${row.error}` : 'the server has forgotten it')
    }
    await sleep(POLL_MS)
  }
}

const list = (tables: readonly string[]): string => tables.map(table => `TABLE ${known(table)}`).join(', ')

/**
 * Tables alone: views and dictionaries are made anew by whoever migrates, and the latter have the password of the services
 * in their definition.
 */
export const backUp = async (deps: Deps, { projects, to }: { projects: readonly string[]; to: string }) => {
  const rows = await deps.query<{ name: string }>({
    sql: `SELECT concat(database, '.', name) AS name FROM system.tables
WHERE database IN {projects:Array(String)} AND engine LIKE '%MergeTree' ORDER BY name`,
    params: { projects: [...projects] },
  })
  const tables = rows.map(({ name }) => name)
  if (tables.length > 0) await run(deps, `BACKUP ${list(tables)} TO ${to}`)
  return tables
}

/** A store that was started once has rows in these, and nothing that could be lost. */
const OWN = ['fence', 'migrations']

const assertEmpty = async ({ query }: Deps, tables: readonly string[]): Promise<void> => {
  const held = await query<{ name: string }>({
    sql: `SELECT concat(database, '.', name) AS name FROM system.tables
WHERE name IN {tables:Array(String)} AND total_rows > 0 ORDER BY name`,
    params: { tables: tables.filter(table => !OWN.includes(table.split('.')[1] as string)) },
  })
  if (held.length > 0) throw new EngineError('store.not_empty', held.map(({ name }) => name).join(', '))
}

/** What was written while the backup was made may be there without what it says of people and items: the log has it all. */
const dropFrom = async ({ command }: Deps, project: string, { logId, at }: LogPlace): Promise<void> => {
  const beyond = at
    .map(({ partition, offset }) => `log_partition = ${partition} AND log_offset >= ${offset}`)
    .join(' OR ')
  if (beyond === '') return
  for (const table of ['events', 'quarantine']) {
    await command(
      `ALTER TABLE ${project}.${table} DELETE WHERE log_id = ${quoted(logId)} AND (${beyond}) SETTINGS mutations_sync = 2`,
    )
  }
}

/** Each before what it needs: persons are read out of tables, whose constraint asks fence_now, which is read out of fence. */
const dropEmpty = async ({ command }: Deps, project: string, tables: readonly string[]): Promise<void> => {
  const fence = `${project}.fence`
  await command(`DROP DICTIONARY IF EXISTS ${project}.persons SYNC`)
  for (const table of tables) {
    if (table.startsWith(`${project}.`) && table !== fence) await command(`DROP TABLE IF EXISTS ${table} SYNC`)
  }
  await command(`DROP DICTIONARY IF EXISTS ${project}.fence_now SYNC`)
  await command(`DROP TABLE IF EXISTS ${fence} SYNC`)
}

export const restore = async (deps: Deps, { tables, from, readAgain }: Restore): Promise<void> => {
  const projects = [...new Set(tables.map(table => known(table).split('.')[0] as string))]
  await assertEmpty(deps, tables)
  for (const project of projects) {
    await deps.command(`CREATE DATABASE IF NOT EXISTS ${project}`)
    await dropEmpty(deps, project, tables)
  }
  await run(deps, `RESTORE ${list(tables)} FROM ${from}`)
  if (readAgain) for (const project of projects) await dropFrom(deps, project, readAgain)
}
