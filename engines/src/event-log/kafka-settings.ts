import type { KafkaLogOptions } from './kafka.ts'

/** How the environment names the Kafka log. */
export type KafkaEnvironment = {
  KAFKA_BROKERS: string[]
  KAFKA_TOPIC: string
  KAFKA_PARTITIONS: number
  KAFKA_REPLICATION_FACTOR: number
  KAFKA_MIN_INSYNC_REPLICAS: number
}

/** The environment's words as options of `openKafkaLog`. */
export const kafkaOptions = (environment: KafkaEnvironment): Omit<KafkaLogOptions, 'onError'> => ({
  brokers: environment.KAFKA_BROKERS,
  topic: environment.KAFKA_TOPIC,
  partitions: environment.KAFKA_PARTITIONS,
  replicationFactor: environment.KAFKA_REPLICATION_FACTOR,
  minInsyncReplicas: environment.KAFKA_MIN_INSYNC_REPLICAS,
})
