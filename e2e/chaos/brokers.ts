import { freePorts, type KafkaCluster, startKafka } from '@maidian/engines/testing'

export type Brokers = {
  addresses: string[]
  ids: readonly number[]
  /** Copies of each partition, and how many must have a record before it is acknowledged. */
  replicas: number
  inSync: number
  kill: (broker: number) => Promise<void>
  start: (broker: number) => Promise<void>
  freeze: (broker: number) => void
  thaw: (broker: number) => void
  /** Since when too few are there for anything to be durable, ms since 1970; null while there are enough. */
  downSince: () => number | null
  deleteTopic: (topic: string) => Promise<void>
  close: () => Promise<void>
}

/** Real brokers that are killed and frozen. */
export const startBrokers = async (dir: string, count: number): Promise<Brokers> => {
  const cluster: KafkaCluster = await startKafka({ dir, port: await freePorts(2 * count), brokers: count })
  const ids = Array.from({ length: count }, (_, i) => i + 1)
  const inSync = Math.max(1, count - 1)
  const dead = new Set<number>()
  let since: number | null = null
  return {
    addresses: cluster.brokers,
    ids,
    replicas: count,
    inSync,
    kill: async broker => {
      await cluster.kill(broker)
      dead.add(broker)
      if (count - dead.size < inSync) since ??= Date.now()
    },
    start: async broker => {
      dead.delete(broker)
      if (count - dead.size >= inSync) since = null
      await cluster.start(broker)
    },
    freeze: broker => void process.kill(cluster.pid(broker), 'SIGSTOP'),
    thaw: broker => void process.kill(cluster.pid(broker), 'SIGCONT'),
    downSince: () => since,
    deleteTopic: cluster.deleteTopic,
    close: () => cluster.stop(),
  }
}
