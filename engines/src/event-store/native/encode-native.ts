import { type Codec, codecOf, type Read } from './codec.ts'
import type { Defaults } from './defaults.ts'
import { createSink, type Sink } from './sink.ts'

/** A row; what the plan knows of it stands apart, and is not the same in all of them. */
export type NativeRow = Readonly<Record<string, unknown>> & { planned?: Readonly<Record<string, unknown>> }

/** Column → ClickHouse type, of the whole table, and what the defaults of its plan columns look at. */
export type TableColumns = { types: ReadonlyMap<string, string>; defaults: Defaults }

/** A column that the store adds to each row. */
export type AddedColumn = { name: string; read: Read<NativeRow> }

/** Fewer rows to a block than this, and a text per row costs less. */
const FEWEST_PER_BLOCK = 3
const BYTES_PER_ROW = 300

type Column = { head: Buffer; codec: Codec }
type Own = Column & { read: Read<NativeRow> }

const headOf = (name: string, { type }: Codec): Buffer => {
  const sink = createSink(64)
  sink.text(name)
  sink.text(type)
  return sink.done()
}

/** Reads one property. Written out for each, it is found where it was in the row before; looked up by its name, it is not. */
const readerOf = (name: string): Read<NativeRow> =>
  new Function('row', `return row[${JSON.stringify(name)}]`) as Read<NativeRow>

const readers = new Map<string, Read<NativeRow>>()

const cachedReader = (name: string): Read<NativeRow> => {
  const reader = readers.get(name) ?? readerOf(name)
  readers.set(name, reader)
  return reader
}

/** Whether all columns of the plan that a row does not name are blank, whatever their defaults look at. */
const isPlain = ({ planned, props }: NativeRow, { keys, readers, unclear }: Defaults): boolean => {
  if (unclear) return false
  for (const key in props as object) if (keys.has(key)) return false
  for (const name in planned) if (readers.get(name)?.some(reader => planned[reader] === undefined)) return false
  return true
}

const PLAIN = ' plain'

/**
 * Rows that may share a block: a column takes its default for a whole block or not at all. Those without a past value have
 * blanks, whatever they name, and are one block; the others are one for each set of columns.
 */
const blocksOf = (rows: readonly NativeRow[], defaults: Defaults): Map<string, NativeRow[]> =>
  Map.groupBy(rows, row => (isPlain(row, defaults) ? PLAIN : row.planned ? Object.keys(row.planned).join() : ''))

/** The plan's columns that at least one row names, each with the values of all. */
const valuesOf = (rows: readonly NativeRow[]): Map<string, unknown[]> => {
  const columns = new Map<string, unknown[]>()
  rows.forEach(({ planned }, i) => {
    for (const name in planned) {
      const values = columns.get(name) ?? new Array(rows.length).fill(undefined)
      values[i] = planned[name]
      columns.set(name, values)
    }
  })
  return columns
}

const itself: Read<unknown> = value => value

/**
 * Rows in ClickHouse's Native format. Null where that does not pay, or a column has a type that is none of ours: JSON takes
 * those. https://clickhouse.com/docs/interfaces/formats/Native
 */
export const encodeNative = (
  rows: readonly NativeRow[],
  { types, defaults }: TableColumns,
  added: readonly AddedColumn[] = [],
): Buffer | null => {
  const columnOf = (name: string): Column | null => {
    const codec = codecOf(types.get(name) ?? '')
    return codec && { codec, head: headOf(name, codec) }
  }
  const own = Object.keys(rows[0] ?? {})
    .filter(name => name !== 'planned')
    .map((name): AddedColumn => ({ name, read: cachedReader(name) }))
  const told: Own[] = []
  for (const { name, read } of [...own, ...added]) {
    const column = columnOf(name)
    if (column === null) return null
    told.push({ ...column, read })
  }

  const writeBlock = (sink: Sink, block: readonly NativeRow[]): boolean => {
    const planned = valuesOf(block)
    sink.varint(told.length + planned.size)
    sink.varint(block.length)
    for (const { head, codec, read } of told) {
      sink.bytes(head)
      codec.write(sink, block, read)
    }
    for (const [name, values] of planned) {
      const column = columnOf(name)
      if (column === null) return false
      sink.bytes(column.head)
      column.codec.write(sink, values, itself)
    }
    return true
  }

  const blocks = blocksOf(rows, defaults)
  if (rows.length < blocks.size * FEWEST_PER_BLOCK) return null
  const sink = createSink(rows.length * BYTES_PER_ROW)
  for (const block of blocks.values()) if (!writeBlock(sink, block)) return null
  return sink.done()
}
