import {
  type Assignment,
  type Consumer,
  EngineError,
  type EventLog,
  type EventStore,
  type LogRecord,
} from '@maidian/engines'
import type { Project } from '@maidian/service'
import type { Plans } from '@maidian/tracking-plan'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createInserter } from './inserter.ts'
import { createProcessorMetrics } from './metrics.ts'
import type { Rows } from './rows.ts'
import { createTransform } from './transform.ts'

export const CONSUMER_GROUP = 'maidian.stream-processor'

export type ProcessorDeps = {
  log: EventLog
  store: EventStore
  projects: readonly Project[]
  /** The plans of the projects; without, every property is kept as text. */
  plans?: Plans
  logger: Logger
  metrics: Registry
  /** Go on at the log's beginning although it no longer reaches back to what was committed. */
  acceptGap?: boolean
}

export type Processor = {
  /** Rejects while a partition has stopped or rounds keep failing. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Longer than the longest pause between two tries. */
const FAILING_MS = 15_000

/** Where to go on: at what was committed, else at the beginning. Throws `log.gap` when records are gone in between. */
export const resumeAt = ({ committed, earliest, partition }: Assignment, acceptGap: boolean): number => {
  if (committed === null) return earliest
  if (committed >= earliest) return committed
  if (acceptGap) return earliest
  throw new EngineError('log.gap', `partition ${partition}: committed ${committed}, earliest ${earliest}`)
}

/** Says which trace a record came from that was kept from `events`: its sender can find it by that alone. */
const tellTraced = (logger: Logger, { header, offset }: LogRecord, made: { rows: Rows; partition: number }): void => {
  const { partition, rows } = made
  const { project, quarantine } = rows
  if (header?.trace === undefined || quarantine.length === 0) return
  const at = { project, partition, offset }
  logger.info({ event: 'record.quarantined', ...at, trace_id: header.trace, events: quarantine.length })
}

/** Reads the log and writes the store, exactly once. Offsets are committed after the insert. */
export const startProcessor = async (deps: ProcessorDeps): Promise<Processor> => {
  const { log, store, projects, logger } = deps
  const metrics = createProcessorMetrics(deps.metrics)
  const transform = createTransform(projects, deps.plans)
  const inserter = createInserter({ store, logId: log.id, metrics })
  const started = Promise.withResolvers<Consumer>()
  started.promise.catch(() => {})
  // A partition that stopped stays stopped; any other failure is over when a round succeeds or none follows.
  let stopped: unknown = null
  let failure: { at: number; error: unknown } | null = null

  const consume = log.consume({
    group: CONSUMER_GROUP,
    onAssigned: async assignment => {
      try {
        const offset = resumeAt(assignment, deps.acceptGap ?? false)
        inserter.assigned(assignment.partition)
        logger.info({ event: 'partition.assigned', ...assignment, offset })
        return offset
      } catch (error) {
        stopped = error
        throw error
      }
    },
    onRevoked: async partition => {
      logger.info({ event: 'partition.revoked', partition })
    },
    onBatch: async ({ partition, records, end }) => {
      const last = records.at(-1)
      if (!last) return
      const at = { logId: log.id, partition }
      const rows = records.map(record => transform(record, at))
      await inserter.add(rows)
      records.forEach((record, i) => {
        tellTraced(logger, record, { rows: rows[i] as Rows, partition })
      })
      const consumer = await started.promise
      await consumer.commit({ partition, offset: last.offset + 1 })
      metrics.lag.set({ partition: String(partition) }, Math.max(0, end - last.offset - 1))
      failure = null
    },
    onError: error => {
      failure = { at: Date.now(), error }
      logger.error({ event: 'round.failed', err: error })
    },
  })
  consume.then(started.resolve, started.reject)
  const consumer = await consume
  return {
    check: async () => {
      if (stopped !== null) throw stopped
      if (failure !== null && Date.now() - failure.at < FAILING_MS) throw failure.error
    },
    close: () => consumer.close(),
  }
}
