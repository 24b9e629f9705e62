import type { ColumnTypes } from './native/encode-native.ts'
import type { EventStore, Table } from './port.ts'

/** The columns of a table, asked once. */
export type KnownTypes = {
  of(project: string, table: Table): Promise<ColumnTypes>
  /** A release may have added some since. */
  forget(project: string, table: Table): void
}

export const createKnownTypes = (query: EventStore['query']): KnownTypes => {
  const known = new Map<string, Promise<ColumnTypes>>()
  const keyOf = (project: string, table: Table): string => `${project}.${table}`

  const ask = async (project: string, table: Table): Promise<ColumnTypes> => {
    const columns = await query<{ name: string; type: string }>({
      sql: 'SELECT name, type FROM system.columns WHERE database = {project:String} AND table = {table:String}',
      params: { project, table },
    })
    return new Map(columns.map(({ name, type }) => [name, type]))
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
