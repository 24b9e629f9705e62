import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backupsOf } from '@maidian/engines'
import { CliError } from '../errors.ts'

const MANIFEST = 'maidian-backup.json'

/** A folder of this machine, or a place in the words of ClickHouse: Disk('backups', 'monday'), S3('https://…', …). */
export type Place = { folder: string; manifest: string } | { sql: string; manifest: string }

/** `isEmbedded`: the server is the one of a data folder, which has no place of its own. */
export const readBackupPlace = (
  text: string,
  { manifest, isEmbedded }: { manifest: string | undefined; isEmbedded: boolean },
): Place => {
  if (/^\w+\(.*\)$/s.test(text)) {
    if (manifest === undefined) throw new CliError('backup.manifest')
    return { sql: text, manifest }
  }
  if (!isEmbedded) throw new CliError('backup.place', text)
  return { folder: resolve(text), manifest: manifest ?? join(resolve(text), MANIFEST) }
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/**
 * The place in the words of ClickHouse, for as long as `work` takes. The embedded server may use one folder of its own; another
 * one is linked into it.
 */
export const atPlace = async <T>(place: Place, dataDir: string, work: (sql: string) => Promise<T>): Promise<T> => {
  if ('sql' in place) return work(place.sql)
  const own = backupsOf(resolve(dataDir, 'clickhouse'))
  mkdirSync(own, { recursive: true })
  mkdirSync(place.folder, { recursive: true })
  const link = join(own, randomUUID())
  symlinkSync(place.folder, link)
  try {
    return await work(`File(${quoted(join(link, 'clickhouse'))})`)
  } finally {
    unlinkSync(link)
  }
}

export const assertNew = ({ manifest }: Place): void => {
  if (existsSync(manifest)) throw new CliError('backup.exists', manifest)
}
