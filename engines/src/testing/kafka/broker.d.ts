export type KafkaCluster = {
  brokers: string[]
  pid: (broker: number) => number
  /** SIGKILL to one broker, counted from 1. */
  kill: (broker: number) => Promise<void>
  start: (broker: number) => Promise<void>
  stop: () => Promise<void>
}
/**
 * Starts a real Apache Kafka (KRaft) from Maven's jars: broker i serves clients on port + i − 1, controllers use the
 * ports after those. What it prints goes to `server.log` in each broker's folder. Ends with this process.
 */
export declare const startKafka: (at: { dir: string; port: number; brokers?: number }) => Promise<KafkaCluster>
