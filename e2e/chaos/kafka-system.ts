import { join } from 'node:path'
import { freePorts } from '@maidian/engines/testing'
import { networkTo } from '../harness/network.ts'
import { startBrokers } from './brokers.ts'
import { smallDisk } from './small-disk.ts'
import { startStoreProcess } from './store-process.ts'
import { supervised } from './supervised.ts'
import { clockIn, type Processor, type System, writeConfig } from './system.ts'

const COLLECTORS = 2
const PROCESSORS = 2
const PARTITIONS = 6
const TOPIC = 'chaos'
const DISK_MB = 1500

/** Each service as a process of its own, as compose runs them, with Kafka and a ClickHouse. */
export const startKafkaSystem = async (options: {
  folder: string
  brokers: number
  spill: boolean
}): Promise<System> => {
  const { folder } = options
  const disks = {
    log: smallDisk(join(folder, 'kafka'), DISK_MB),
    store: smallDisk(join(folder, 'clickhouse'), DISK_MB),
  }
  const clock = clockIn(folder)
  const brokers = await startBrokers(join(folder, 'kafka'), options.brokers)
  const store = await startStoreProcess(join(folder, 'clickhouse'))
  const port = await freePorts(COLLECTORS + PROCESSORS + 1)
  const shared = {
    KAFKA_BROKERS: brokers.addresses.join(','),
    ...clock.env,
    KAFKA_TOPIC: TOPIC,
    KAFKA_PARTITIONS: String(PARTITIONS),
    KAFKA_REPLICATION_FACTOR: String(brokers.replicas),
    KAFKA_MIN_INSYNC_REPLICAS: String(brokers.inSync),
    CLICKHOUSE_USER: store.address.user,
    CLICKHOUSE_PASSWORD: store.address.password,
    MAIDIAN_CONFIG: writeConfig(folder, options.spill),
    MAIDIAN_SPILL_DIR: join(folder, 'spill'),
  }
  const service = (kind: string, at: number, env: Record<string, string>) =>
    supervised({
      name: `${kind}-${at}`,
      url: `http://127.0.0.1:${port + at}`,
      args: [`${kind}/src/main.ts`],
      env: { ...shared, ...env, PORT: String(port + at) },
      folder,
    })
  const processor = async (at: number): Promise<Processor> => {
    const toStore = await networkTo(store.address.url)
    return { service: service('stream-processor', at, { CLICKHOUSE_URL: toStore.url }), toStore }
  }
  const collectors = Array.from({ length: COLLECTORS }, (_, i) => service('collector', i, {}))
  const processors = await Promise.all(Array.from({ length: PROCESSORS }, (_, i) => processor(COLLECTORS + i)))
  const spare = await processor(COLLECTORS + PROCESSORS)
  const doors = await Promise.all(collectors.map(({ url }) => networkTo(url)))
  const services = [...collectors, ...processors.map(one => one.service)]
  for (const one of services) one.start()
  return {
    doors,
    services,
    collectors,
    processors,
    spare,
    store,
    brokers,
    disks: disks.log && disks.store && { log: disks.log, store: disks.store },
    setClocks: clock.set,
    renewLog: async () => {
      await Promise.all(services.map(one => one.stop()))
      await brokers.deleteTopic(TOPIC)
      for (const one of services) one.start()
    },
    address: () => store.address,
    close: async () => {
      await Promise.all([...services, spare.service].map(one => one.stop()))
      await Promise.all([...doors, ...[...processors, spare].map(({ toStore }) => toStore)].map(one => one.close()))
      await Promise.all([store.close(), brokers.close()])
      disks.log?.close()
      disks.store?.close()
    },
  }
}
