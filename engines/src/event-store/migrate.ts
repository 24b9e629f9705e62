import type { ClickHouseAddress, Command } from './clickhouse.ts'
import { FENCED, fenceConstraint, fenceDictionary } from './fence.ts'
import { migrations, statements } from './migrations.ts'
import { personsDictionary } from './persons.ts'
import { addPlanColumns } from './plan-columns.ts'
import type { EventStore, MigrationTarget, StoreProject, View } from './port.ts'
import { keepFor } from './retention.ts'

type Deps = {
  command: Command
  query: EventStore['query']
  address: ClickHouseAddress
  /** Definitions that this process has put in place: what it would replace by the same is left alone. */
  placed: Map<string, string>
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/

/** One numbered step after the other, each recorded; then the plan's columns, the dictionary and the views. */
export const migrate = async <Project extends StoreProject>(
  { command, query, address, placed }: Deps,
  { projects, views }: MigrationTarget<Project>,
): Promise<void> => {
  for (const project of projects) {
    const { name } = project
    if (!NAME.test(name)) throw new TypeError(`not a project name: ${name}`)
    await command(`CREATE DATABASE IF NOT EXISTS ${name}`)
    await command(`CREATE TABLE IF NOT EXISTS ${name}.migrations (id String, at DateTime64(3, 'UTC') DEFAULT now64(3))
      ENGINE = MergeTree ORDER BY id`)
    const done = new Set((await query<{ id: string }>({ sql: `SELECT id FROM ${name}.migrations` })).map(row => row.id))
    for (const migration of migrations()) {
      if (done.has(migration.id)) continue
      for (const statement of statements(migration.sql)) await command(statement.replaceAll('{{project}}', name))
      await command(`INSERT INTO ${name}.migrations (id) VALUES ('${migration.id}')`)
    }
    await addPlanColumns({ command, query }, name, project.columns ?? [])
    await keepFor({ command, query }, name, project.retention)
    const place = async (what: string, definition: string, statement: () => Promise<string>): Promise<void> => {
      if (placed.get(`${name}.${what}`) === definition) return
      await command(await statement())
      placed.set(`${name}.${what}`, definition)
    }
    const persons = personsDictionary(name, address)
    await place('persons', persons, async () => persons)
    const fenced = fenceDictionary(name, address)
    await place('fence_now', fenced, async () => fenced)
    for (const table of FENCED) {
      const constraint = fenceConstraint(name, table)
      await place(`${table}.fenced`, constraint, async () => constraint)
    }
    const comments = await columnComments(query, name)
    // None of them reads another, and a plan has one per event: the client sends as many at a time as it has sockets.
    await Promise.all(
      views(project).map(view => {
        const definition = `${view.sql}\n${JSON.stringify([view.comment, view.columns])}`
        return place(view.name, definition, async () =>
          createView(name, view, await describedColumns(query, view, comments)),
        )
      }),
    )
  }
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const createView = (project: string, { name, sql, comment }: View, columns: string): string =>
  `CREATE OR REPLACE VIEW ${project}.${name}${columns} AS ${sql}\nCOMMENT ${quoted(comment)}`

type Comments = ReadonlyMap<string, string>

const columnComments = async (query: EventStore['query'], database: string): Promise<Comments> => {
  const rows = await query<{ name: string; comment: string }>({
    sql: 'SELECT name, comment FROM system.columns WHERE database = {database:String} AND table = {table:String}',
    params: { database, table: 'events' },
  })
  return new Map(rows.map(({ name, comment }) => [name, comment]))
}

/** A view's columns with their comments: ClickHouse takes comments only where types are written, too. */
const describedColumns = async (query: EventStore['query'], view: View, comments: Comments): Promise<string> => {
  if (view.columns === undefined) return ''
  const rows = await query<{ name: string; type: string }>({ sql: `DESCRIBE (${view.sql})` })
  const columns = rows.map(({ name, type }) => {
    const comment = view.columns?.[name] ?? comments.get(name) ?? ''
    return `\`${name}\` ${type}${comment === '' ? '' : ` COMMENT ${quoted(comment)}`}`
  })
  return ` (${columns.join(', ')})`
}
