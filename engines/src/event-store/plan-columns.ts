import type { Command } from './clickhouse.ts'
import type { EventStore, StoreColumn } from './port.ts'

const NAME = /^p_[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const named = ({ name }: StoreColumn): string => {
  if (!NAME.test(name)) throw new TypeError(`not a column of a plan: ${name}`)
  return `\`${name}\``
}

/** The part of an `ALTER TABLE events` that adds a column of a plan. */
export const addColumn = (column: StoreColumn): string => {
  const { type, fallback, comment } = column
  return `ADD COLUMN IF NOT EXISTS ${named(column)} ${type} DEFAULT ${fallback} COMMENT ${quoted(comment)} CODEC(ZSTD(1))`
}

/**
 * Adds the columns of a plan to `events`, and brings their comments up to date. Nothing is ever taken away, and a
 * column never changes its type. Safe to run twice, or twice at once.
 */
export const addPlanColumns = async (
  { command, query }: { command: Command; query: EventStore['query'] },
  project: string,
  columns: readonly StoreColumn[],
): Promise<void> => {
  if (columns.length === 0) return
  const rows = await query<{ name: string; comment: string }>({
    sql: 'SELECT name, comment FROM system.columns WHERE database = {database:String} AND table = {table:String}',
    params: { database: project, table: 'events' },
  })
  const comments = new Map(rows.map(({ name, comment }) => [name, comment]))
  const changes = columns.flatMap(column => {
    const { name, comment } = column
    const known = comments.get(name)
    if (known === comment) return []
    if (known !== undefined) return [`COMMENT COLUMN ${named(column)} ${quoted(comment)}`]
    return [addColumn(column)]
  })
  if (changes.length > 0) await command(`ALTER TABLE ${project}.events ${changes.join(',\n')}`)
}
