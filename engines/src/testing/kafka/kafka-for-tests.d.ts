export type TestKafka = {
  brokers: string[]
  stop: () => Promise<void>
}
/**
 * Kafka for tests: `KAFKA_BROKERS` where it is set, else brokers of our own; null, after one line that says why, where
 * neither can be had. With CI=true that is a failure instead.
 */
export declare const kafkaForTests: (brokers?: number) => Promise<TestKafka | null>
