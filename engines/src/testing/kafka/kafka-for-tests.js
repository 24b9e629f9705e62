import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKafka } from './broker.js'
import { missingTools } from './jars.js'

/** Ports in a row that are free now: two for each broker. */
const freePorts = async count => {
  const free = port =>
    new Promise(resolve => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const all = await Promise.all(Array.from({ length: count }, (_, i) => free(port + i)))
    if (all.every(Boolean)) return port
  }
}
/**
 * Kafka for tests: `KAFKA_BROKERS` where it is set, else brokers of our own; null, after one line that says why, where
 * neither can be had. With CI=true that is a failure instead.
 */
export const kafkaForTests = async (brokers = 1) => {
  const given = process.env.KAFKA_BROKERS
  if (given && brokers === 1) return { brokers: given.split(','), stop: async () => {} }
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
    stop: async () => {
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
