import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { CliError } from '../errors.ts'
import type { ImportMap } from './map.ts'

export type Row = { line: number; values: Record<string, unknown> }
/** A line that is no row: counted and listed, never fatal. */
export type BadRow = { line: number; why: string }

export type RowSource = {
  rows: AsyncIterable<Row | BadRow>
  /** Bytes of the file read so far, for the progress bar. */
  bytesRead: () => number
}

const isGzip = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

async function* csvRows(text: NodeJS.ReadableStream, map: ImportMap): AsyncIterable<Row | BadRow> {
  const bad: BadRow[] = []
  const parser = parse({
    columns: map.columns ?? true,
    delimiter: map.delimiter,
    bom: true,
    info: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: error => {
      if (error) bad.push({ line: Number(error.lines ?? 0), why: error.message })
    },
  })
  text.on('error', error => parser.destroy(error))
  for await (const { record, info } of text.pipe(parser)) {
    yield* bad.splice(0)
    yield { line: info.lines, values: record }
  }
  yield* bad
}

async function* jsonRows(text: NodeJS.ReadableStream): AsyncIterable<Row | BadRow> {
  let line = 0
  for await (const row of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (row.trim() === '') continue
    try {
      const values = JSON.parse(row)
      if (typeof values === 'object' && values !== null && !Array.isArray(values)) yield { line, values }
      else yield { line, why: 'not a JSON object' }
    } catch (error) {
      yield { line, why: (error as Error).message }
    }
  }
}

/** Streams a CSV or JSON-lines file, gzipped or not, row by row. Throws `import.file`. */
export const readRows = async (file: string, map: ImportMap): Promise<RowSource> => {
  const gzip = await isGzip(file).catch(cause => {
    throw new CliError('import.file', file, { cause })
  })
  let bytes = 0
  const counter = new Transform({
    transform(chunk, _, done) {
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const raw = createReadStream(file).pipe(counter)
  const text = gzip ? raw.pipe(createGunzip()) : raw
  return { rows: map.format === 'csv' ? csvRows(text, map) : jsonRows(text), bytesRead: () => bytes }
}
