import { kafkaForTests, type TestKafka } from '@maidian/engines/testing'

export type LogUnderTest = { name: 'local' | 'kafka'; env: Record<string, string>; kafka: TestKafka | null }

/**
 * The logs that a system test runs on: the embedded one, and Kafka where it can be had. `topic` keeps the tests of one
 * broker apart.
 */
export const logsUnderTest = async (topic: string): Promise<LogUnderTest[]> => {
  const kafka = await kafkaForTests()
  const local: LogUnderTest = { name: 'local', env: {}, kafka: null }
  if (kafka === null) return [local]
  const env = {
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC: `${topic}-${process.pid}-${Date.now()}`,
    KAFKA_PARTITIONS: '4',
    KAFKA_REPLICATION_FACTOR: '1',
    KAFKA_MIN_INSYNC_REPLICAS: '1',
  }
  return [local, { name: 'kafka', env, kafka }]
}
