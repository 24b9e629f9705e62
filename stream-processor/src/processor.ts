import { type Assignment, type Consumer, EngineError, type EventLog, type EventStore } from '@maidian/engines'
import type { Project } from '@maidian/service'
import type { Plans } from '@maidian/tracking-plan'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createFlow } from './flow/flow.ts'
import { createProcessorMetrics } from './metrics.ts'
import { createOwnership } from './ownership.ts'
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

/** A consumer that fails says so more often than this. */
const FAILING_MS = 15_000

/** Where to go on: at what was committed, else at the beginning. Throws `log.gap` when records are gone in between. */
export const resumeAt = ({ committed, earliest, partition }: Assignment, acceptGap: boolean): number => {
  if (committed === null) return earliest
  if (committed >= earliest) return committed
  if (acceptGap) return earliest
  throw new EngineError('log.gap', `partition ${partition}: committed ${committed}, earliest ${earliest}`)
}

/** Reads the log and writes the store, exactly once. Offsets are committed after the insert. */
export const startProcessor = async (deps: ProcessorDeps): Promise<Processor> => {
  const { log, store, projects, logger } = deps
  const metrics = createProcessorMetrics(deps.metrics)
  const started = Promise.withResolvers<Consumer>()
  started.promise.catch(() => {})
  // A partition that stopped stays stopped; a consumer that failed is over when none follows for a while.
  let stopped: unknown = null
  let failure: { at: number; error: unknown } | null = null

  const flow = createFlow({
    store,
    logId: log.id,
    transform: createTransform(projects, deps.plans),
    ownership: createOwnership(store, log.id),
    commit: async position => (await started.promise).commit(position),
    logger,
    metrics,
  })
  const consume = log.consume({
    group: CONSUMER_GROUP,
    onAssigned: async assignment => {
      try {
        const offset = resumeAt(assignment, deps.acceptGap ?? false)
        flow.forget(assignment.partition)
        logger.info({ event: 'partition.assigned', ...assignment, offset })
        return offset
      } catch (error) {
        stopped = error
        throw error
      }
    },
    onRevoked: async partition => {
      flow.forget(partition)
      logger.info({ event: 'partition.revoked', partition })
    },
    onBatch: flow.add,
    onError: error => {
      failure = { at: Date.now(), error }
      logger.error({ event: 'log.failed', err: error })
    },
  })
  consume.then(started.resolve, started.reject)
  try {
    await consume
  } catch (error) {
    await flow.close()
    throw error
  }
  const consumer = await consume
  return {
    check: async () => {
      if (stopped !== null) throw stopped
      const failing = flow.failure()
      if (failing !== null) throw failing
      if (failure !== null && Date.now() - failure.at < FAILING_MS) throw failure.error
    },
    close: async () => {
      // What is under way is committed while the partitions are still ours; then whoever waits for room may go.
      await flow.close()
      const ended = consumer.close()
      flow.release()
      await ended
    },
  }
}
