import { join } from 'node:path'
import {
  createClickHouseStore,
  type EventLog,
  type EventStore,
  kafkaOptions,
  type LocalLog,
  openKafkaLog,
  openLocalLog,
  openSpillingLog,
  startEmbeddedStore,
} from '@maidian/engines'
import type { Config, Environment } from '@maidian/service'
import type { Logger } from 'pino'

export type ClickHouseAccess = { url: string; user: string | null; password: string | null; native: string | null }

export type Engines = {
  store: EventStore
  log: EventLog
  /** The log, where it is the embedded one. */
  local: LocalLog | null
  clickhouse: ClickHouseAccess
  close: () => Promise<void>
}

export type EnginesOptions = {
  config: Config
  environment: Environment
  dataDir: string
  clickhousePort: number
  clickhouseTcpPort: number
  logger: Logger
  /** False: others append to Kafka, and keep for themselves what it does not take. */
  appends: boolean
  /** Told when the embedded ClickHouse ends without having been asked to. */
  onStoreLost: (detail: string) => void
}

type OpenStore = { store: EventStore; clickhouse: ClickHouseAccess }

const openStore = async (options: EnginesOptions): Promise<OpenStore> => {
  const { environment, config, logger } = options
  const { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password } = environment
  if (url !== undefined) {
    const store = createClickHouseStore({ url, user, password })
    return { store, clickhouse: { url, user: null, password: null, native: null } }
  }
  const store = await startEmbeddedStore({
    dir: join(options.dataDir, 'clickhouse'),
    projects: config.projects.map(({ name }) => name),
    httpPort: options.clickhousePort,
    tcpPort: options.clickhouseTcpPort,
    onLog: line => logger.debug({ event: 'clickhouse.said', line }),
    onExit: options.onStoreLost,
  })
  const native = `127.0.0.1:${store.tcpPort}`
  return { store, clickhouse: { url: store.address.url, ...store.analyst, native } }
}

const openLog = async (options: EnginesOptions): Promise<Pick<Engines, 'log' | 'local'>> => {
  const { environment, config, dataDir, logger, appends } = options
  const brokers = environment.KAFKA_BROKERS
  if (brokers === undefined) {
    const local = await openLocalLog({ dir: join(dataDir, 'log') })
    return { log: local, local }
  }
  const onError = (err: unknown): void => logger.warn({ event: 'log.retrying', err })
  const kafka = await openKafkaLog({ ...kafkaOptions({ ...environment, KAFKA_BROKERS: brokers }), onError })
  const spills = config.spill && appends
  return {
    log: spills ? await openSpillingLog(kafka, { dir: dataDir, instance: 'spill', onError }) : kafka,
    local: null,
  }
}

/** Opens store and log, the store first: its lock guards the data folder. */
export const openEngines = async (options: EnginesOptions): Promise<Engines> => {
  const { store, clickhouse } = await openStore(options)
  try {
    const { log, local } = await openLog(options)
    const close = async () => {
      await log.close()
      await store.close()
    }
    return { store, log, local, clickhouse, close }
  } catch (error) {
    await store.close()
    throw error
  }
}
