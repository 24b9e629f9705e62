import { Readable } from 'node:stream'
import type { ClickHouseClient } from '@clickhouse/client'
import type { KnownTypes } from './column-types.ts'
import { insertId } from './fence.ts'
import { type AddedColumn, encodeNative, type NativeRow } from './native/encode-native.ts'
import type { Insert, Table } from './port.ts'
import { encodeRow } from './row-encoding.ts'

/** Tables of which there are many rows at a time. */
const NATIVE: readonly Table[] = ['events', 'quarantine']

const generationOf = (generations: ReadonlyMap<number, number>): AddedColumn => ({
  name: 'log_generation',
  read: row => generations.get(row.log_partition as number) ?? 0,
})

/** The rows in Native where that pays; columns that are not known yet are asked for the next time. */
const nativeOf = async <T extends Table>(
  types: KnownTypes,
  { project, table, rows, generations }: Insert<T>,
): Promise<Buffer | null> => {
  if (!NATIVE.includes(table)) return null
  const added = generations ? [generationOf(generations)] : []
  const bytes = encodeNative(rows as unknown as NativeRow[], await types.of(project, table), added)
  if (bytes === null) types.forget(project, table)
  return bytes
}

/**
 * One insert. Columns in ClickHouse's own format take it a fifth of the time that a JSON text for each row does, and us
 * half: docs/decisions/0027-native-inserts.md
 */
export const insertRows = async <T extends Table>(
  { client, types }: { client: ClickHouseClient; types: KnownTypes },
  insert: Insert<T>,
): Promise<void> => {
  const { project, table, rows, generations } = insert
  const native = await nativeOf(types, insert)
  const query_id = insertId(project)
  if (native === null) {
    const values = rows.map(row => encodeRow(table, row, generations))
    await client.insert({ table: `${project}.${table}`, values, query_id, format: 'JSONEachRow' })
    return
  }
  const query = `INSERT INTO ${project}.${table} FORMAT Native`
  const { stream } = await client.exec({ query, query_id, values: Readable.from([native], { objectMode: false }) })
  // An insert answers nothing, and its socket is free once that was read.
  for await (const _ of stream);
}
