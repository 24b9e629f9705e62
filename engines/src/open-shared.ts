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

/**
 * The same log, which goes on on this machine's disk while Kafka is away. `instance`: what no other process on this
 * machine is called, such as its port.
 */
export const openSpillingLog = async (
  primary: EventLog,
  { dir, instance, onError }: { dir: string; instance: string; onError: (error: unknown) => void },
): Promise<SpillingLog> => spillingLog({ primary, local: await openLocalLog({ dir: join(dir, instance) }), onError })

/** The ClickHouse server of a service that runs alone. Rejects with `store.unavailable` where none is named. */
export const openSharedStore = async (environment: SharedEnvironment): Promise<EventStore> => {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password } = environment
  if (url === undefined) throw new EngineError('store.unavailable', 'a service that runs alone needs CLICKHOUSE_URL')
  const store = createClickHouseStore({ url, user, password })
  await store.ping()
  return store
}
