import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from './errors.ts'
import { openKafkaLog } from './event-log/kafka.ts'
import { type KafkaEnvironment, kafkaOptions } from './event-log/kafka-settings.ts'
import { openLocalLog } from './event-log/local.ts'
import type { EventLog } from './event-log/port.ts'
import { type SpillingLog, spillingLog } from './event-log/spill.ts'
import { createClickHouseStore } from './event-store/clickhouse.ts'
import type { EventStore } from './event-store/port.ts'

/** What the environment of a service says about the engines that it shares with other processes. */
export type SharedEnvironment = Omit<KafkaEnvironment, 'KAFKA_BROKERS'> & {
  KAFKA_BROKERS?: string[] | undefined
  CLICKHOUSE_URL?: string | undefined
  CLICKHOUSE_USER: string
  CLICKHOUSE_PASSWORD: string
}

/** The Kafka log of a service that runs alone. Rejects with `log.config` where no brokers are named. */
export const openSharedLog = async (
  environment: SharedEnvironment,
  onError: (error: unknown) => void,
): Promise<EventLog> => {
  const { KAFKA_BROKERS } = environment
  if (KAFKA_BROKERS === undefined) throw new EngineError('log.config', 'a service that runs alone needs KAFKA_BROKERS')
  return openKafkaLog({ ...kafkaOptions({ ...environment, KAFKA_BROKERS }), onError })
}

export type SpillFolder = {
  dir: string
  /** What no other process on this machine is called, such as its port. */
  instance: string
  /** Which of how many processes with this name. Default: the only one. */
  worker?: { number: number; count: number }
  onError: (error: unknown) => void
}

const spillFolder = (instance: string, number: number): string => (number === 0 ? instance : `${instance}.${number}`)

/** Folders of workers that there are no longer: when there are fewer than there were, somebody has to bring over what they left. */
const orphans = (dir: string, instance: string, count: number): string[] =>
  existsSync(dir)
    ? readdirSync(dir).filter(name => {
        const number = name.startsWith(`${instance}.`) ? Number(name.slice(instance.length + 1)) : 0
        return Number.isInteger(number) && number >= count
      })
    : []

/**
 * The same log, which goes on on this machine's disk while Kafka is away. Each worker has a folder of its own, which its
 * successor finds by its number; the first one brings over what is left of workers that there are no longer.
 */
export const openSpillingLog = async (
  primary: EventLog,
  { dir, instance, worker = { number: 0, count: 1 }, onError }: SpillFolder,
): Promise<SpillingLog> => {
  const open = async (name: string, to: EventLog): Promise<SpillingLog> =>
    spillingLog({ primary: to, local: await openLocalLog({ dir: join(dir, name) }), onError })
  const own = await open(spillFolder(instance, worker.number), primary)
  if (worker.number > 0) return own
  const names = orphans(dir, instance, worker.count)
  const left = await Promise.all(names.map(name => open(name, { ...primary, close: async () => {} })))
  const all = [own, ...left]
  return {
    ...own,
    depth: () => ({
      records: all.reduce((sum, log) => sum + log.depth().records, 0),
      ageMs: Math.max(...all.map(log => log.depth().ageMs)),
    }),
    close: async () => {
      await Promise.all(left.map(log => log.close()))
      await own.close()
    },
  }
}

/** The ClickHouse server of a service that runs alone. Rejects with `store.unavailable` where none is named. */
export const openSharedStore = async (environment: SharedEnvironment): Promise<EventStore> => {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password } = environment
  if (url === undefined) throw new EngineError('store.unavailable', 'a service that runs alone needs CLICKHOUSE_URL')
  const store = createClickHouseStore({ url, user, password })
  await store.ping()
  return store
}
