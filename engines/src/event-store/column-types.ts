import { defaultsOf } from './native/defaults.ts'
import type { TableColumns } from './native/encode-native.ts'
import type { EventStore, Table } from './port.ts'

/** The columns of a table, asked once. */
export type KnownTypes = {
  of(project: string, table: Table): Promise<TableColumns>
  /** A release may have added some since. */
  forget(project: string, table: Table): void
}

export const createKnownTypes = (query: EventStore['query']): KnownTypes => {
  const known = new Map<string, Promise<TableColumns>>()
  const keyOf = (project: string, table: Table): string => `${project}.${table}`

  const ask = async (project: string, table: Table): Promise<TableColumns> => {
    const columns = await query<{ name: string; type: string; expression: string }>({
      sql: `SELECT name, type, default_expression AS expression FROM system.columns
WHERE database = {project:String} AND table = {table:String}`,
      params: { project, table },
    })
    return { types: new Map(columns.map(({ name, type }) => [name, type])), defaults: defaultsOf(columns) }
  }
  return {
    of: (project, table) => {
      const key = keyOf(project, table)
      const types = known.get(key) ?? ask(project, table)
      known.set(key, types)
      types.catch(() => known.delete(key))
      return types
    },
    forget: (project, table) => {
      known.delete(keyOf(project, table))
    },
  }
}
