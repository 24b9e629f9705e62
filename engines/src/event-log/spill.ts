import { EngineError } from '../errors.ts'
import type { Consumer, EventLog, LogEntry, LogRecord, SpillDepth } from './port.ts'

export type SpillingLog = EventLog & { depth(): SpillDepth }

export type SpillOptions = {
  /** Where everything belongs. */
  primary: EventLog
  /** On this machine's disk; nobody else's. */
  local: EventLog
  /** Told when the primary goes and comes, and of what is tried again. */
  onError?: (error: unknown) => void
  /** How often a primary that was away is asked again, in ms. */
  probeEveryMs?: number
}

const GROUP = 'spill'
const IS_AWAY: readonly string[] = ['log.unavailable', 'log.full', 'log.closed']
/** Records that are brought over at a time. */
const TOGETHER = 50

const isAway = (error: unknown): boolean => error instanceof EngineError && IS_AWAY.includes(error.code)

/**
 * A log that is acknowledged on this machine's disk while the primary is away (`durability: 'local'`), and brought over
 * when it is back, marked as redelivered. What a failed append left in the primary is there twice then, under the same
 * ids. It loses what lies on this disk with the disk.
 */
export const spillingLog = async (options: SpillOptions): Promise<SpillingLog> => {
  const { primary, local, onError = () => {}, probeEveryMs = 1000 } = options
  let away = false
  let closed = false
  let end = 0
  let done = 0
  let oldest = 0

  const probe = setInterval(() => {
    if (!away) return
    primary.ping().then(
      () => {
        away = false
      },
      () => {},
    )
  }, probeEveryMs)
  probe.unref()

  const spill = async ({ partition, header, value }: LogEntry) => {
    const kept = await local.append({ partition: 0, header: { ...header, spilled: partition }, value })
    if (end === done) oldest = header.received
    end = Math.max(end, kept.offset + 1)
    return { ...kept, durability: 'local' as const }
  }

  const bringOver = async ({ header, value }: LogRecord): Promise<void> => {
    // A header that cannot be read was not written by us: there is nowhere to bring it.
    if (header === null) return
    const { spilled = 0, ...rest } = header
    await primary.append({ partition: spilled, header: { ...rest, redelivered: true }, value })
  }

  // Records of an earlier run come before there is a consumer to commit them with.
  let begun = (_: Consumer): void => {}
  const draining = new Promise<Consumer>(resolve => {
    begun = resolve
  })
  const drain = await local.consume({
    group: GROUP,
    onAssigned: async ({ committed, earliest }) => {
      done = committed ?? earliest
      end = Math.max(end, done)
      return done
    },
    onRevoked: async () => {},
    onError,
    onBatch: async ({ records, end: known }) => {
      end = Math.max(end, known)
      oldest = records[0]?.header?.received ?? oldest
      if (away) throw new EngineError('log.unavailable', 'what was kept on this machine waits')
      const consumer = await draining
      for (let at = 0; at < records.length; at += TOGETHER) {
        const part = records.slice(at, at + TOGETHER)
        await Promise.all(part.map(bringOver))
        done = (part.at(-1) as LogRecord).offset + 1
        await consumer.commit({ partition: 0, offset: done })
      }
    },
  })
  begun(drain)

  return {
    partitions: primary.partitions,
    maxRecordBytes: Math.min(primary.maxRecordBytes, local.maxRecordBytes),
    id: primary.id,
    append: async entry => {
      if (closed) throw new EngineError('log.closed')
      if (away) return spill(entry)
      try {
        return await primary.append(entry)
      } catch (error) {
        if (!isAway(error)) throw error
        away = true
        onError(error)
        return spill(entry)
      }
    },
    consume: consume => primary.consume(consume),
    positions: primary.positions,
    offsetsAt: primary.offsetsAt,
    setPosition: primary.setPosition,
    ping: async () => {
      await (away ? local : primary).ping().catch(() => local.ping())
    },
    depth: () => ({ records: end - done, ageMs: end > done ? Math.max(0, Date.now() - oldest) : 0 }),
    close: async () => {
      if (closed) return
      closed = true
      clearInterval(probe)
      await drain.close()
      await local.close()
      await primary.close()
    },
  }
}
