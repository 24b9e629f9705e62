import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type EventLog,
  type EventStore,
  kafkaOptions,
  openKafkaLog,
  openLocalLog,
  startEmbeddedStore,
} from '@maidian/engines'
import { readEnvironment } from '@maidian/service'
import { CliError } from '../errors.ts'
import { type OperatorOptions, openOperatorStore } from './store.ts'

export type Idle = { store: EventStore; log: EventLog }

/** Whether the store is one that runs by itself. */
export const isStoreNamed = ({ clickhouse }: OperatorOptions): boolean =>
  clickhouse !== undefined || readEnvironment(process.env).CLICKHOUSE_URL !== undefined

const openIdleLog = async (dataDir: string): Promise<EventLog> => {
  const environment = readEnvironment(process.env)
  const { KAFKA_BROKERS } = environment
  if (KAFKA_BROKERS !== undefined) return openKafkaLog(kafkaOptions({ ...environment, KAFKA_BROKERS }))
  return openLocalLog({ dir: join(dataDir, 'log'), idle: true })
}

/**
 * Opens store and log of a Maidian that does not run, for what must not be done while it does. The embedded store's lock guards
 * the data folder: rejects with `store.locked` or `log.in_use` where it runs after all.
 */
export const whileIdle = async <T>(
  options: OperatorOptions & { projects: string[]; mayBeNew?: boolean },
  work: (idle: Idle) => Promise<T>,
): Promise<T> => {
  const { data, projects, mayBeNew = false } = options
  const isLogNamed = readEnvironment(process.env).KAFKA_BROKERS !== undefined
  if (!isLogNamed && !mayBeNew && !existsSync(join(data, 'log'))) throw new CliError('log.not_named', data)
  const store = isStoreNamed(options)
    ? openOperatorStore(options)
    : await startEmbeddedStore({ dir: join(data, 'clickhouse'), projects })
  try {
    const log = await openIdleLog(data)
    try {
      return await work({ store, log })
    } finally {
      await log.close()
    }
  } finally {
    await store.close()
  }
}
