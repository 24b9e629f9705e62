import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { CliError } from '../errors.ts'

/** What stands beside a backup, so that a store that is made of it goes on at the right place of the log. */
export const Manifest = z.strictObject({
  v: z.literal(1),
  /** When it began. */
  created: z.iso.datetime(),
  /** `project.table`. */
  tables: z.array(z.string()).min(1),
  /** What the stream processor was to read next when it began: all before it is in the backup. */
  log: z.strictObject({
    id: z.string(),
    at: z.array(z.strictObject({ partition: z.int().min(0), offset: z.int().min(0) })),
  }),
  /** `maidian.yaml` as it was. */
  config: z.string(),
})
export type Manifest = z.infer<typeof Manifest>

/** Whole or not at all: a backup without it was not finished. */
export const writeManifest = (file: string, manifest: Manifest): void => {
  writeFileSync(`${file}.part`, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(`${file}.part`, file)
}

export const readManifest = (file: string): Manifest => {
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new CliError('restore.manifest', `${file}: ${(cause as Error).message}`, { cause })
  }
}
