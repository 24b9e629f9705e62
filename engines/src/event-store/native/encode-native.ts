import { type Codec, codecOf, type Read } from './codec.ts'
import { createSink, type Sink } from './sink.ts'

/** A row; what the plan knows of it stands apart, and is not the same in all of them. */
export type NativeRow = Readonly<Record<string, unknown>> & { planned?: Readonly<Record<string, unknown>> }

/** Column → ClickHouse type, of the whole table. */
export type ColumnTypes = ReadonlyMap<string, string>

/** A column that the store adds to each row. */
export type AddedColumn = { name: string; read: Read<NativeRow> }

/** Fewer rows to a block than this, and a text per row costs less. */
const FEWEST_PER_BLOCK = 3
const BYTES_PER_ROW = 300

type Column = { head: Buffer; codec: Codec; read: Read<NativeRow> }

const headOf = (name: string, { type }: Codec): Buffer => {
  const sink = createSink(64)
  sink.text(name)
  sink.text(type)
  return sink.done()
}

const writeBlock = (sink: Sink, columns: readonly Column[], rows: readonly NativeRow[]): void => {
  sink.varint(columns.length)
  sink.varint(rows.length)
  for (const { head, codec, read } of columns) {
    sink.bytes(head)
    codec.write(sink, rows, read)
  }
}

/**
 * Rows in ClickHouse's Native format: a block for each set of columns that rows name, since a column takes its default for
 * a whole block or not at all. Null where that does not pay, or a column has a type that is none of ours: JSON takes
 * those. https://clickhouse.com/docs/interfaces/formats/Native
 */
export const encodeNative = (
  rows: readonly NativeRow[],
  types: ColumnTypes,
  added: readonly AddedColumn[] = [],
): Buffer | null => {
  const known = new Map<string, Column | null>()
  const columnOf = (name: string, read: Read<NativeRow>): Column | null => {
    const held = known.get(name)
    if (held !== undefined) return held
    const codec = codecOf(types.get(name) ?? '')
    const column = codec && { codec, read, head: headOf(name, codec) }
    known.set(name, column)
    return column
  }

  const byPlanned = Map.groupBy(rows, ({ planned }) => (planned ? Object.keys(planned).join() : ''))
  if (rows.length < byPlanned.size * FEWEST_PER_BLOCK) return null
  const own = Object.keys(rows[0] ?? {})
    .filter(name => name !== 'planned')
    .map(name => columnOf(name, row => row[name]))
  const plus = added.map(({ name, read }) => columnOf(name, read))
  const sink = createSink(rows.length * BYTES_PER_ROW)
  for (const [names, group] of byPlanned) {
    const planned = names === '' ? [] : names.split(',').map(name => columnOf(name, row => row.planned?.[name]))
    const columns = [...own, ...plus, ...planned]
    if (!columns.every(column => column !== null)) return null
    writeBlock(sink, columns, group)
  }
  return sink.done()
}
