import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { kafkaOptions, openKafkaLog, peekLocalLog } from '@maidian/engines'
import { readConfig, readEnvironment } from '@maidian/service'
import { CONSUMER_GROUP } from '@maidian/stream-processor'
import type { Command } from 'commander'
import { type Manifest, readManifest, writeManifest } from '../backup/manifest.ts'
import { assertNew, atPlace, readBackupPlace } from '../backup/place.ts'
import { type Moved, moveTo } from '../from-log/place.ts'
import { isStoreNamed, whileIdle } from '../operator/idle.ts'
import { asOperator, isOwnServer, type OperatorOptions, withOperator } from '../operator/store.ts'

type BackupOptions = OperatorOptions & { config: string; manifest?: string; json?: boolean }
type RestoreOptions = OperatorOptions & { manifest?: string; acceptGap?: boolean; json?: boolean }

/** What the processor reads next: all before it is in the store. */
const placeInLog = async (dataDir: string): Promise<Manifest['log']> => {
  const environment = readEnvironment(process.env)
  const { KAFKA_BROKERS } = environment
  if (KAFKA_BROKERS === undefined) return peekLocalLog(join(dataDir, 'log'), CONSUMER_GROUP)
  const log = await openKafkaLog(kafkaOptions({ ...environment, KAFKA_BROKERS }))
  try {
    const positions = await log.positions(CONSUMER_GROUP)
    return {
      id: log.id,
      at: positions.map(({ partition, committed, earliest }) => ({ partition, offset: committed ?? earliest })),
    }
  } finally {
    await log.close()
  }
}

const backup = async (to: string, options: BackupOptions): Promise<void> => {
  const { data, config } = options
  const place = readBackupPlace(to, { manifest: options.manifest, isEmbedded: !isOwnServer(options) })
  assertNew(place)
  const file = resolve(config)
  const projects = readConfig(file).projects.map(({ name }) => name)
  await asOperator(options, async store => {
    await store.ping()
    const created = new Date().toISOString()
    // Before anything is copied: what is written meanwhile is read from the log again.
    const log = await placeInLog(data)
    const tables = await atPlace(place, data, sql => store.backUp({ projects, to: sql }))
    writeManifest(place.manifest, { v: 1, created, tables, log, config: readFileSync(file, 'utf8') })
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ manifest: place.manifest, tables, log })}\n`
        : `${tables.length} tables are backed up; ${place.manifest} says where in the log to go on\n`,
    )
  })
}

const restore = async (from: string, options: RestoreOptions): Promise<void> => {
  const place = readBackupPlace(from, { manifest: options.manifest, isEmbedded: !isStoreNamed(options) })
  const manifest = readManifest(place.manifest)
  const { acceptGap = false, data } = options
  const projects = [...new Set(manifest.tables.map(table => table.split('.')[0] as string))]
  const restored = await whileIdle({ ...options, projects, mayBeNew: true }, async ({ store, log }) => {
    const isSame = log.id === manifest.log.id
    const to = isSame
      ? manifest.log.at
      : (await log.positions(CONSUMER_GROUP)).map(({ partition, earliest }) => ({ partition, offset: earliest }))
    // First: it refuses while a processor runs, and to read too much again does no harm.
    const moved = await moveTo(log, { group: CONSUMER_GROUP, to, acceptGap, dryRun: false })
    const isWhole = isSame && moved.every(({ gap }) => gap === 0)
    await atPlace(place, data, sql =>
      store.restore({
        tables: manifest.tables,
        from: sql,
        readAgain: isWhole ? { logId: log.id, at: manifest.log.at } : null,
      }),
    )
    return { created: manifest.created, tables: manifest.tables, isSame, moved }
  })
  process.stdout.write(options.json ? `${JSON.stringify(restored)}\n` : textOf(restored))
}

const textOf = ({
  created,
  tables,
  isSame,
  moved,
}: {
  created: string
  tables: string[]
  isSame: boolean
  moved: Moved[]
}) => {
  const again = moved.reduce((sum, { to, end }) => sum + end - to, 0).toLocaleString('en')
  const gone = moved.reduce((sum, { gap }) => sum + gap, 0)
  return `${tables.length} tables are as they were at ${created}
${isSame ? `${again} records of the log will be read again` : 'the log is another one: it is read from its beginning, and what the former one had to come is gone'}
${gone > 0 ? `${gone.toLocaleString('en')} records between backup and log are gone\n` : ''}who was forgotten since then is back: forget them again before anybody asks
start Maidian (or its services): it makes views and dictionaries anew
`
}

/** `maidian backup` and `maidian restore`: the tables of a store, and the place in the log that belongs to them. */
export const addBackupCommands = (program: Command): void => {
  withOperator(program.command('backup'))
    .description(
      "copy the tables of all projects, while everything runs, to a folder or to a place that ClickHouse knows: Disk('backups', 'monday'), S3('https://…', …)",
    )
    .argument('<to>')
    .option('--config <file>', 'projects and sources', './maidian.yaml')
    .option('--manifest <file>', 'where to write the place in the log; needed where <to> is no folder')
    .option('--json', 'print it as JSON')
    .action(backup)
  withOperator(program.command('restore'))
    .description(
      'make an empty store what a backup says, while nothing else runs, and have the log read again from there',
    )
    .argument('<from>')
    .option('--manifest <file>', 'the file that the backup wrote; needed where <from> is no folder')
    .option('--accept-gap', 'go on where the log begins, although records after the backup are gone')
    .option('--json', 'print it as JSON')
    .action(restore)
}
