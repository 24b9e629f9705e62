import kafkajs, { type Message, type Producer, type RecordMetadata } from 'kafkajs'
import { EngineError } from '../../errors.ts'
import type { LogCoordinates } from '../port.ts'

export type Shipment = { partition: number; header: Buffer; value: Buffer }

export type ShipperDeps = {
  topic: string
  /** A connected producer that does not retry by itself; each call from another bootstrap broker. */
  connect: () => Promise<Producer>
  /** Bytes that one partition's share of a request may have. */
  maxPartitionBytes: number
  maxPendingBytes: number
  onError: (error: unknown) => void
}

type Pending = Shipment & {
  bytes: number
  since: number
  settled: boolean
  resolve: (at: LogCoordinates) => void
  reject: (error: EngineError) => void
}

const LINGER_MS = 2
const MAX_RECORDS = 2000
const MAX_REQUEST_BYTES = 8 * 1024 * 1024
/** After this an append is refused; the record may be in the log all the same. */
const GIVE_UP_MS = 5000
const SWEEP_MS = 250
const BROKER_TIMEOUT_MS = 3500

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const backoff = (failures: number): number => Math.min(100 * 2 ** failures, 1000) * (0.5 + Math.random())

/**
 * Produces without losing what it acknowledges: one batch in flight, no retries inside kafkajs, and an append is
 * resolved only when its partition stands in the result without an error. kafkajs resolves `send` although
 * partitions whose leader moved were never sent: https://github.com/tulios/kafkajs/issues/1798
 */
export const createShipper = (deps: ShipperDeps) => {
  const { topic, maxPartitionBytes, maxPendingBytes } = deps
  let queue: Pending[] = []
  let inFlight: Pending[] = []
  let pendingBytes = 0
  let producer: Producer | null = null
  let running: Promise<void> | null = null
  let sweeper: NodeJS.Timeout | null = null
  let failing: unknown = null

  const settle = (item: Pending, outcome: LogCoordinates | EngineError): void => {
    if (item.settled) return
    item.settled = true
    pendingBytes -= item.bytes
    if (outcome instanceof EngineError) item.reject(outcome)
    else item.resolve(outcome)
  }

  /** Refuses what has waited too long, also while a request hangs. */
  const sweep = (): void => {
    const oldest = Date.now() - GIVE_UP_MS
    const late = (item: Pending): boolean => item.since <= oldest
    for (const item of [...inFlight, ...queue]) {
      if (late(item))
        settle(item, new EngineError('log.unavailable', String(failing ?? 'no answer'), { cause: failing }))
    }
    queue = queue.filter(item => !item.settled)
  }

  const take = (): Pending[] => {
    const batch: Pending[] = []
    const rest: Pending[] = []
    const perPartition = new Map<number, number>()
    let total = 0
    for (const item of queue) {
      const share = (perPartition.get(item.partition) ?? 0) + item.bytes
      const fits =
        batch.length < MAX_RECORDS &&
        (share <= maxPartitionBytes || share === item.bytes) &&
        (total + item.bytes <= MAX_REQUEST_BYTES || batch.length === 0)
      if (!fits) {
        rest.push(item)
        // What waits behind it in its partition must not overtake it.
        perPartition.set(item.partition, Number.POSITIVE_INFINITY)
        continue
      }
      perPartition.set(item.partition, share)
      total += item.bytes
      batch.push(item)
    }
    queue = rest
    return batch
  }

  const renew = async (): Promise<void> => {
    const old = producer
    producer = null
    void old?.disconnect().catch(() => {})
  }

  const message = ({ partition, header, value }: Pending): Message => ({
    partition,
    value,
    headers: { maidian: header },
  })

  /** Sends once, and returns what was not confirmed. */
  const attempt = async (batch: Pending[]): Promise<Pending[]> => {
    producer ??= await deps.connect()
    const result: RecordMetadata[] = await producer.sendBatch({
      acks: -1,
      compression: kafkajs.CompressionTypes.ZSTD,
      timeout: BROKER_TIMEOUT_MS,
      topicMessages: [{ topic, messages: batch.map(message) }],
    })
    const confirmed = new Map(
      result.filter(({ errorCode }) => errorCode === 0).map(part => [part.partition, Number(part.baseOffset ?? 0)]),
    )
    const next = new Map(confirmed)
    for (const item of batch) {
      const offset = next.get(item.partition)
      if (offset === undefined) continue
      next.set(item.partition, offset + 1)
      settle(item, { partition: item.partition, offset })
    }
    return batch.filter(item => !confirmed.has(item.partition))
  }

  const ship = async (): Promise<void> => {
    let failures = 0
    inFlight = take()
    while (inFlight.length > 0) {
      try {
        inFlight = await attempt(inFlight)
        if (inFlight.length > 0) throw new Error('partitions are missing from the result')
        failing = null
      } catch (error) {
        failing = error
        deps.onError(error)
        await renew()
        inFlight = inFlight.filter(item => !item.settled)
        await sleep(backoff(failures++))
        inFlight = inFlight.filter(item => !item.settled)
      }
    }
  }

  const run = async (): Promise<void> => {
    sweeper = setInterval(sweep, SWEEP_MS)
    await sleep(LINGER_MS)
    while (queue.length > 0) await ship()
    clearInterval(sweeper)
    // Nothing waits any more, so nothing is failing: whoever asks next finds out anew.
    failing = null
    running = null
  }

  return {
    ship: (shipment: Shipment): Promise<LogCoordinates> => {
      const bytes = shipment.header.length + shipment.value.length
      if (pendingBytes + bytes > maxPendingBytes) return Promise.reject(new EngineError('log.full'))
      pendingBytes += bytes
      return new Promise((resolve, reject) => {
        queue.push({ ...shipment, bytes, since: Date.now(), settled: false, resolve, reject })
        running ??= run()
      })
    },
    /** Why what waits now could not be sent; null when nothing fails. */
    failing: (): unknown => failing,
    close: async (): Promise<void> => {
      await running
      await producer?.disconnect().catch(() => {})
    },
  }
}
