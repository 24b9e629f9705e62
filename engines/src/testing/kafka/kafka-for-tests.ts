import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KafkaCluster, startKafka } from './broker.ts'
import { freePorts } from './free-ports.ts'
import { missingTools } from './jars.ts'

export type TestKafka = {
  brokers: string[]
  stop: () => Promise<void>
  /** The brokers as processes; null for a Kafka that is not ours. */
  cluster: KafkaCluster | null
}

/**
 * Kafka for tests: `KAFKA_BROKERS` where it is set, else brokers of our own; null, after one line that says why, where
 * neither can be had. With CI=true that is a failure instead.
 */
export const kafkaForTests = async (brokers = 1): Promise<TestKafka | null> => {
  const given = process.env.KAFKA_BROKERS
  if (given && brokers === 1) return { brokers: given.split(','), stop: async () => {}, cluster: null }
  const missing = missingTools()
  if (missing !== null) {
    if (process.env.CI === 'true') throw new Error(`Kafka must be tested here: ${missing}`)
    console.warn(`Kafka suite skipped: ${missing}`)
    return null
  }
  const dir = mkdtempSync(join(tmpdir(), 'maidian-kafka-'))
  const cluster = await startKafka({ dir, port: await freePorts(2 * brokers), brokers })
  return {
    brokers: cluster.brokers,
    cluster,
    stop: async () => {
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
