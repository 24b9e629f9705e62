import type { Sink } from './sink.ts'

/** Tells the value of a row. */
export type Read<Row> = (row: Row) => unknown

/** How the values of a column are written, all of them one after the other. `type`: what the block calls it. */
export type Codec = {
  type: string
  write<Row>(sink: Sink, rows: readonly Row[], read: Read<Row>): void
}

const itself: Read<unknown> = value => value

/** A codec of values that stand alone. */
const each = (type: string, blank: unknown, put: (sink: Sink, value: never) => void): Codec => ({
  type,
  write: (sink, rows, read) => {
    for (const row of rows) put(sink, (read(row) ?? blank) as never)
  },
})

const DAY_MS = 86_400_000

/** ms since 1970, or the text of a DateTime64 in UTC. */
const msOf = (value: number | string): number =>
  typeof value === 'number' ? value : Date.parse(`${value.replace(' ', 'T')}Z`)

/** A decimal number, digit by digit where its scaled value is beyond what a number holds exactly. */
const scaled = (value: number, scale: number): bigint => {
  const rounded = Math.round(value * 10 ** scale)
  if (Number.isSafeInteger(rounded)) return BigInt(rounded)
  const [whole = '0', fraction = ''] = String(value).split('.')
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))
}

const SCALARS: Record<string, Codec> = {
  String: each('String', '', (sink, value: string) => sink.text(value)),
  UUID: each('UUID', '00000000-0000-0000-0000-000000000000', (sink, value: string) => {
    const digits = value.replaceAll('-', '')
    sink.hex64(digits.slice(0, 16))
    sink.hex64(digits.slice(16))
  }),
  Bool: each('Bool', false, (sink, value: boolean) => sink.u8(value ? 1 : 0)),
  UInt16: each('UInt16', 0, (sink, value: number) => sink.u16(value)),
  UInt64: each('UInt64', 0, (sink, value: number) => sink.i64(value)),
  Int64: each('Int64', 0, (sink, value: number) => sink.i64(value)),
  // JSON has no -0.
  Float64: each('Float64', 0, (sink, value: number) => sink.f64(value + 0)),
  Date32: each('Date32', '1970-01-01', (sink, value: string) => sink.i32(Date.parse(value) / DAY_MS)),
  "DateTime64(3, 'UTC')": each("DateTime64(3, 'UTC')", 0, (sink, value: number | string) => sink.i64(msOf(value))),
}

const nullable = (inner: Codec): Codec => ({
  type: `Nullable(${inner.type})`,
  write: (sink, rows, read) => {
    for (const row of rows) sink.u8((read(row) ?? null) === null ? 1 : 0)
    inner.write(sink, rows, read)
  },
})

const array = (inner: Codec): Codec => ({
  type: `Array(${inner.type})`,
  write: (sink, rows, read) => {
    const all: unknown[] = []
    for (const row of rows) {
      for (const element of (read(row) ?? []) as unknown[]) all.push(element)
      sink.i64(all.length)
    }
    inner.write(sink, all, itself)
  },
})

const map = (key: Codec, inner: Codec): Codec => ({
  type: `Map(${key.type}, ${inner.type})`,
  write: (sink, rows, read) => {
    const entries: [name: string, value: unknown][] = []
    for (const row of rows) {
      for (const entry of Object.entries((read(row) ?? {}) as Record<string, unknown>)) entries.push(entry)
      sink.i64(entries.length)
    }
    key.write(sink, entries, ([name]) => name)
    inner.write(sink, entries, ([, value]) => value)
  },
})

const wrapped = (type: string, name: string): string | undefined =>
  type.startsWith(`${name}(`) ? type.slice(name.length + 1, -1) : undefined

/** The codec of a ClickHouse type; null for one that the store has no columns of. */
export const codecOf = (type: string): Codec | null => {
  const known = SCALARS[type]
  if (known) return known
  // The server makes a dictionary of the texts itself.
  const plain = wrapped(type, 'LowCardinality')
  if (plain !== undefined) return codecOf(plain)
  const maybe = wrapped(type, 'Nullable')
  if (maybe !== undefined) return through(codecOf(maybe), nullable)
  const element = wrapped(type, 'Array')
  if (element !== undefined) return through(codecOf(element), array)
  const entry = wrapped(type, 'Map')
  if (entry !== undefined) {
    const [key = '', value = ''] = entry.split(', ')
    const [of, held] = [codecOf(key), codecOf(value)]
    return of && held && map(of, held)
  }
  const [, scale] = /^Decimal\(18, (\d+)\)$/.exec(type) ?? []
  if (scale === undefined) return null
  return each(type, 0, (sink, value: number) => sink.bigint64(scaled(value, Number(scale))))
}

const through = (codec: Codec | null, wrap: (inner: Codec) => Codec): Codec | null => codec && wrap(codec)
