import kafkajs, { type Kafka } from 'kafkajs'
import { EngineError } from '../errors.ts'
import { encodeHeader } from './header-codec.ts'
import { startKafkaConsumer } from './kafka/consumer.ts'
import { kafkaOffsetsAt, kafkaPositions, setKafkaPosition } from './kafka/position.ts'
import { quietRequestQueue } from './kafka/quiet-request-queue.ts'
import { createShipper } from './kafka/shipper.ts'
import { prepareTopic, type TopicOptions } from './kafka/topic.ts'
import { readTopicId } from './kafka/topic-id.ts'
import { withZstd } from './kafka/zstd.ts'
import type { Consumer, EventLog } from './port.ts'
import { assertWithin } from './within.ts'

export type KafkaLogOptions = TopicOptions & {
  /** `host:port` of some brokers; each is tried. */
  brokers: string[]
  clientId?: string
  maxPendingBytes?: number
  /** Told of failures that are being tried again. */
  onError?: (error: unknown) => void
}

/** Brokers that a client asks first, another one each time: kafkajs always begins with the first. */
const rotating = (brokers: string[]): (() => string[]) => {
  let turn = 0
  return () => {
    const at = turn++ % brokers.length
    return [...brokers.slice(at), ...brokers.slice(0, at)]
  }
}

/** The log on Apache Kafka, 2.1 or later. Rejects with `log.unavailable` or `log.config`. */
export const openKafkaLog = async (options: KafkaLogOptions): Promise<EventLog> => {
  quietRequestQueue()
  withZstd()
  const { topic, clientId = 'maidian', onError = () => {} } = options
  const brokers = rotating(options.brokers)
  const client = (retries: number): Kafka =>
    new kafkajs.Kafka({
      clientId,
      brokers: brokers(),
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 1000,
      requestTimeout: 4000,
      enforceRequestTimeout: true,
      retry: { retries },
    })

  const admin = client(5).admin()
  const prepare = async () => {
    await admin.connect()
    return prepareTopic(admin, options)
  }
  const { partitions, maxRecordBytes } = await prepare().catch(async cause => {
    await admin.disconnect().catch(() => {})
    if (cause instanceof EngineError) throw cause
    throw new EngineError('log.unavailable', `${options.brokers.join(', ')}: ${(cause as Error).message}`, { cause })
  })
  const id = await readTopicId(options.brokers, topic)

  const connect = async () => {
    const producer = client(0).producer({ allowAutoTopicCreation: false, retry: { retries: 0 } })
    try {
      await producer.connect()
      return producer
    } catch (error) {
      await producer.disconnect().catch(() => {})
      throw error
    }
  }
  const shipper = createShipper({
    topic,
    connect,
    maxPartitionBytes: maxRecordBytes,
    maxPendingBytes: options.maxPendingBytes ?? 64 * 1024 * 1024,
    onError,
  })
  const consumers = new Set<Consumer>()
  let closed = false

  return {
    partitions,
    maxRecordBytes,
    id,
    append: async ({ partition, header, value }) => {
      if (closed) throw new EngineError('log.closed')
      const encoded = encodeHeader(header)
      if (encoded.length + value.length > maxRecordBytes) {
        throw new EngineError('log.too_large', `${encoded.length + value.length} bytes`)
      }
      return shipper.ship({ partition, header: encoded, value })
    },
    consume: async consume => {
      const consumer = await startKafkaConsumer({ kafka: client(5), admin, topic }, consume)
      consumers.add(consumer)
      return consumer
    },
    positions: group => kafkaPositions(admin, topic, group),
    offsetsAt: time => kafkaOffsetsAt(admin, topic, time),
    setPosition: async (group, to) => {
      assertWithin(await kafkaPositions(admin, topic, group), to)
      await setKafkaPosition(admin, topic, { group, to })
    },
    ping: async () => {
      if (closed) throw new EngineError('log.closed')
      const failing = shipper.failing()
      if (failing !== null) throw new EngineError('log.unavailable', String(failing), { cause: failing })
      await admin.describeCluster().catch(cause => {
        throw new EngineError('log.unavailable', (cause as Error).message, { cause })
      })
    },
    close: async () => {
      if (closed) return
      closed = true
      await Promise.all([...consumers].map(consumer => consumer.close()))
      await shipper.close()
      await admin.disconnect()
    },
  }
}
