import type { Admin, EachBatchPayload, Kafka, Consumer as KafkaConsumer } from 'kafkajs'
import { decodeHeader } from '../header-codec.ts'
import type { ConsumeOptions, Consumer, LogRecord } from '../port.ts'

type Deps = { kafka: Kafka; admin: Admin; topic: string }
type Epoch = { partitions: Set<number>; starts: Map<number, Promise<number>>; sought: Set<number> }

const RETRY_MS = [200, 400, 800, 1600, 3000] as const
const HEARTBEAT_MS = 1000
const BEAT_CHECK_MS = 500

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * Keeps the group membership while `work` takes its time, and fails afterwards if it was lost. `work` may ask why
 * the group has not answered; null while it does.
 */
const beating = async <T>(heartbeat: () => Promise<void>, work: (lost: () => unknown) => Promise<T>): Promise<T> => {
  let lost: unknown = null
  const timer = setInterval(() => {
    heartbeat().catch(error => {
      lost ??= error
    })
  }, BEAT_CHECK_MS)
  const result = await work(() => lost).finally(() => clearInterval(timer))
  if (lost !== null) throw lost
  return result
}

/** What the group says to somebody who has to join it again, or to find out who coordinates it now. */
const REJOIN = new Set([
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
])

/** The group's answer inside an error of a commit, which kafkajs has wrapped; null when it is of another kind. */
const rejoinIn = (error: unknown): unknown => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (REJOIN.has((one as { type?: string }).type ?? '')) return one
  }
  return null
}

const recordsOf = ({ batch }: EachBatchPayload, from: number): LogRecord[] =>
  batch.messages
    .map(({ offset, headers, value }) => {
      const header = headers?.maidian
      const bytes = typeof header === 'string' ? Buffer.from(header) : Array.isArray(header) ? undefined : header
      return { offset: Number(offset), header: decodeHeader(bytes), value: value ?? Buffer.alloc(0) }
    })
    .filter(record => record.offset >= from)

/**
 * A member of the consumer group. Every (re)join begins an epoch: a partition's first batch in it asks the caller
 * where to start. Nothing is committed but by the caller.
 */
export const startKafkaConsumer = async (deps: Deps, options: ConsumeOptions): Promise<Consumer> => {
  const { kafka, admin, topic } = deps
  const consumer: KafkaConsumer = kafka.consumer({
    groupId: options.group,
    allowAutoTopicCreation: false,
    sessionTimeout: 15_000,
    heartbeatInterval: HEARTBEAT_MS,
    rebalanceTimeout: 60_000,
    maxWaitTimeInMs: 250,
    // Of compressed bytes: a shop's batches are eight times as large once they are read.
    maxBytesPerPartition: 512 * 1024,
    retry: { retries: 5, initialRetryTime: 200, restartOnFailure: async () => true },
  })
  let epoch: Epoch = { partitions: new Set(), starts: new Map(), sought: new Set() }
  let generation = 0
  let closing = false
  const stopped = new Set<number>()

  consumer.on(consumer.events.HEARTBEAT, ({ payload }) => {
    generation = payload.groupGenerationId
  })
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const now = new Set(payload.memberAssignment[topic] ?? [])
    for (const partition of epoch.partitions) if (!now.has(partition)) void options.onRevoked(partition)
    // Known again from the first heartbeat of the new generation.
    generation = 0
    epoch = { partitions: now, starts: new Map(), sought: new Set() }
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => options.onError?.(payload.error))

  const assign = async (partition: number, heartbeat: () => Promise<void>): Promise<number> => {
    while (generation === 0) {
      await heartbeat()
      if (generation === 0) await sleep(50)
    }
    const [offsets, [held]] = await Promise.all([
      admin.fetchTopicOffsets(topic),
      admin.fetchOffsets({ groupId: options.group, topics: [topic] }),
    ])
    const range = offsets.find(one => one.partition === partition)
    const stored = Number(held?.partitions.find(one => one.partition === partition)?.offset ?? -1)
    // A commit beyond the end belongs to a topic of the same name that was deleted.
    const committed = stored < 0 || stored > Number(range?.high ?? 0) ? null : stored
    return options.onAssigned({ partition, generation, committed, earliest: Number(range?.low ?? 0) })
  }

  const startOf = (partition: number, heartbeat: () => Promise<void>): Promise<number> => {
    const known = epoch.starts.get(partition)
    if (known) return known
    const starting = assign(partition, heartbeat)
    starting.catch(() => {})
    epoch.starts.set(partition, starting)
    return starting
  }

  /** Whether the caller is done with the records; rejects when the group has to be joined again. */
  const deliver = async (
    payload: EachBatchPayload,
    records: LogRecord[],
    { mine, lost }: { mine: Epoch; lost: () => unknown },
  ): Promise<boolean> => {
    const { partition, highWatermark } = payload.batch
    for (let failures = 0; ; failures++) {
      try {
        await options.onBatch({ partition, generation, records, end: Number(highWatermark) })
        return true
      } catch (error) {
        options.onError?.(error)
        // Who was taken for dead cannot commit, however often: only kafkajs, told of it, joins again.
        const gone = lost() ?? rejoinIn(error)
        if (gone !== null) throw gone
        if (closing || mine !== epoch || !payload.isRunning() || payload.isStale()) return false
        await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] as number)
      }
    }
  }

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { batch, heartbeat, resolveOffset, pause } = payload
    const { partition } = batch
    const mine = epoch
    let start: number
    try {
      start = await beating(heartbeat, () => startOf(partition, heartbeat))
    } catch (error) {
      const refused = !(error as { retriable?: boolean }).retriable && (error as Error).name === 'EngineError'
      if (!refused) {
        mine.starts.delete(partition)
        throw error
      }
      stopped.add(partition)
      pause()
      options.onError?.(error)
      return
    }
    if (mine !== epoch || closing) return
    if (!mine.sought.has(partition)) {
      mine.sought.add(partition)
      if (Number(batch.firstOffset()) !== start) {
        consumer.seek({ topic, partition, offset: String(start) })
        return
      }
    }
    const records = recordsOf(payload, start)
    if (records.length > 0) {
      const done = await beating(heartbeat, lost => deliver(payload, records, { mine, lost }))
      if (!done) return
    }
    resolveOffset(batch.lastOffset())
    await heartbeat()
  }

  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const { partitions } = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0] ?? { partitions: [] }
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    // Partitions do not wait for one another.
    partitionsConsumedConcurrently: Math.max(1, partitions.length),
    eachBatch,
  })
  return {
    commit: ({ partition, offset }) => consumer.commitOffsets([{ topic, partition, offset: String(offset) }]),
    close: async () => {
      if (closing) return
      closing = true
      await consumer.disconnect()
      for (const partition of epoch.partitions) if (!stopped.has(partition)) await options.onRevoked(partition)
    },
  }
}
