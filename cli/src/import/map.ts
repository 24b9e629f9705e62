import { readFileSync } from 'node:fs'
import { pathText, TimeZone } from '@maidian/schemas'
import { parse } from 'yaml'
import * as z from 'zod'
import { CliError } from '../errors.ts'

const Column = z.string().min(1)

/** How a file's rows become events: which column holds what. `docs/import.md` explains it with examples. */
export const ImportMap = z
  .strictObject({
    format: z.enum(['csv', 'jsonl']).default('csv'),
    delimiter: z.string().length(1).default(','),
    /** Names of the columns of a CSV file without a header line. */
    columns: z.array(Column).min(1).optional(),
    user: Column.optional(),
    device: Column.optional(),
    session: Column.optional(),
    event: z.union([
      z.strictObject({ column: Column, names: z.record(z.string(), z.string()).optional() }),
      z.strictObject({ name: z.string().min(1) }),
    ]),
    time: z.strictObject({
      column: Column,
      /** A number of seconds or milliseconds since 1970; `text`: `2026-11-01 12:00:00`, in `zone` unless it says one. */
      unit: z.enum(['s', 'ms', 'text']),
      zone: TimeZone.default('UTC'),
    }),
    /** Property → column, or column and type. */
    props: z
      .record(
        z.string(),
        z.union([Column, z.strictObject({ column: Column, type: z.enum(['string', 'number', 'bool', 'json']) })]),
      )
      .default({}),
  })
  .refine(map => map.user !== undefined || map.device !== undefined, 'name the column of the user or of the device')
export type ImportMap = z.infer<typeof ImportMap>

/** Reads a map; throws `import.map` with what to write instead. */
export const readImportMap = (file: string): ImportMap => {
  let read: unknown
  try {
    read = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CliError('import.map', `${file}: ${(cause as Error).message.split('\n')[0]}`, { cause })
  }
  const result = ImportMap.safeParse(read)
  if (result.success) return result.data
  const mistakes = result.error.issues.map(({ path, message }) => `${pathText(path) || 'map'}: ${message}`)
  throw new CliError('import.map', `${file}: ${mistakes.join('; ')}`)
}
