import type { LogCoordinates } from '@maidian/engines'
import type { Logger } from 'pino'
import { createReadForgotten } from '../forgotten.ts'
import type { ProcessorMetrics } from '../metrics.ts'
import { type Backlog, createBacklog, type Reached } from './backlog.ts'
import { isOfARow } from './isolate.ts'
import { addChunk, emptyRound, findUnfit, type Round, type RoundDeps } from './round.ts'
import { createUnfit } from './unfit.ts'

export type FlowDeps = Omit<RoundDeps, 'backlog' | 'unfit' | 'readForgotten'> & {
  commit(position: LogCoordinates): Promise<void>
  logger: Logger
  metrics: ProcessorMetrics
}

export type Flow = {
  add: Backlog['add']
  /** A partition came or went: what waits of it is forgotten, and it has to be taken over before its next insert. */
  forget(partition: number): void
  /** What goes wrong at the moment; null when a round went well since, or none has failed for a while. */
  failure(): unknown
  /** Ends after the round under way; who waits in `add` goes on waiting until `release`. */
  close(): Promise<void>
  release(): void
}

/** Records in memory that are not in the store yet. */
const BACKLOG_BYTES = 32 * 1024 * 1024
/** Rows of one round: an insert of so many makes one part, whatever it is of. */
const ROUND_ROWS = 20_000
/** So many bytes of records are a chunk, whose making cannot be put off with profit. */
const CHUNK_BYTES = 400_000
/** Rounds of little begin so far apart: every insert makes a part, and parts must be merged. */
const PACE_MS = 400
const RETRY_MS = [100, 200, 400, 800, 1600, 3000] as const
/** Longer than the longest pause between two tries. */
const FAILING_MS = 15_000

/** A round that is on its way to the store, or was. */
type Writing = { round: Round; written: Promise<void>; over: boolean }

const NOTHING: Writing = { round: emptyRound(), written: Promise.resolve(), over: true }

/** For ever, as far as a wait is concerned that something else ends. */
const LONG_MS = 60_000

/** Resolves with the first of these, or after `ms`; leaves no timer behind. */
const within = async (ms: number, ...others: Promise<unknown>[]): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise(resolve => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([late, ...others])
  clearTimeout(timer)
}

/**
 * Moves records from the log to the store: while one round is being written, the next is made of what waits. A round that
 * fails is made anew out of its records, after a pause; the store that takes nothing fills the backlog, whose log is
 * then read no further. docs/decisions/0034-rounds.md
 */
export const createFlow = (deps: FlowDeps): Flow => {
  const { store, ownership, logger, metrics } = deps
  const backlog = createBacklog(BACKLOG_BYTES)
  const unfit = createUnfit()
  const round: RoundDeps = { ...deps, backlog, unfit, readForgotten: createReadForgotten(store) }
  const closing = Promise.withResolvers<void>()
  let closed = false
  let failure: { at: number; error: unknown } | null = null
  /** A round has failed: nothing that is being made can be written. */
  let broken = false
  let failures = 0
  /** Up to where records have to be looked at one by one, since one of their rows made a round fail. */
  let suspect: Reached | null = null
  let lastBegan = 0

  const fail = (error: unknown, reached: Reached): void => {
    broken = true
    failure = { at: Date.now(), error }
    suspect = isOfARow(error) ? reached : null
    metrics.failures.inc()
    logger.error({ event: 'round.failed', err: error })
    ownership.forgetAll()
  }

  const commit = async (done: Round): Promise<void> => {
    for (const [partition, { offset, end }] of backlog.done(done.reached)) {
      unfit.forgetBelow(partition, offset)
      metrics.lag.set({ partition: String(partition) }, Math.max(0, end - offset))
      // The rows are written: what is not committed now is with the next commit, or read again and left out.
      await deps.commit({ partition, offset }).catch(err => logger.error({ event: 'commit.failed', err }))
    }
  }

  const tell = (done: Round): void => {
    for (const { project, table, rows } of done.inserts.counts()) metrics.rows.inc({ project, table }, rows)
    for (const { project, skipped, forgotten } of done.left) {
      for (const kind of ['redelivered', 'resent'] as const) {
        if (skipped[kind] > 0) metrics.skipped.inc({ project, kind }, skipped[kind])
      }
      for (const reason of ['received_before', 'made_before'] as const) {
        if (forgotten[reason] > 0) metrics.forgotten.inc({ project, reason }, forgotten[reason])
      }
    }
    for (const { trace: trace_id, ...at } of done.traced) logger.info({ event: 'record.quarantined', ...at, trace_id })
    if (done.received > 0) metrics.delay.observe(Math.max(0, Date.now() - done.received) / 1000)
  }

  const write = async (made: Round): Promise<void> => {
    const stop = metrics.insert.startTimer()
    try {
      await made.inserts.write(store)
    } catch (error) {
      return fail(error, made.reached)
    } finally {
      stop()
    }
    failure = null
    failures = 0
    tell(made)
    await commit(made)
  }

  const begin = (made: Round): Writing => {
    lastBegan = Date.now()
    const writing: Writing = { round: made, written: write(made), over: false }
    void writing.written.then(() => {
      writing.over = true
    })
    return writing
  }

  const due = (): number => lastBegan + PACE_MS - Date.now()

  /** Resolves when it may be time to go on with a round. */
  const something = (last: Writing, empty: boolean): Promise<void> => {
    const others = last.over ? [] : [last.written]
    const wait = !empty && last.over ? Math.max(1, due()) : LONG_MS
    return within(wait, backlog.changed(), closing.promise, ...others)
  }

  /** Fills a round with all that may be; of little that waits, not before the last one is written and its time has come. */
  const fill = async (made: Round, last: Writing): Promise<void> => {
    const under = { under: last.round.ids }
    while (made.rows < ROUND_ROWS && !closed && !broken) {
      const waiting = backlog.bytes()
      if (waiting >= CHUNK_BYTES) {
        await addChunk(round, made, under)
        continue
      }
      const empty = waiting === 0 && made.reached.size === 0
      if (!empty && last.over && due() <= 0) {
        if (waiting > 0) await addChunk(round, made, under)
        return
      }
      await something(last, empty)
    }
  }

  const findSuspects = async (upTo: Reached): Promise<void> => {
    const looked = emptyRound()
    const isBehind = ([partition, { offset }]: [number, { offset: number }]): boolean =>
      (looked.reached.get(partition)?.offset ?? 0) < offset
    while (backlog.bytes() > 0 && [...upTo].some(isBehind)) await findUnfit(round, looked)
    backlog.rewind()
  }

  /** After a failure: a pause, and everything that was taken is there again. */
  const recover = async (): Promise<void> => {
    await within(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] as number, closing.promise)
    backlog.rewind()
    broken = false
    const upTo = suspect
    suspect = null
    if (upTo !== null && !closed) await findSuspects(upTo)
  }

  const run = async (): Promise<void> => {
    let last = NOTHING
    while (!closed) {
      const made = emptyRound()
      try {
        if (broken) await recover()
        await fill(made, last)
      } catch (error) {
        fail(error, made.reached)
      }
      await last.written
      // Of a round that failed nothing is in the store, so nothing may be left out on its account.
      last = broken || closed ? NOTHING : begin(made)
    }
    await last.written
  }
  const running = run()

  return {
    add: backlog.add,
    forget: partition => {
      backlog.forget(partition)
      ownership.forget(partition)
    },
    failure: () => (failure !== null && Date.now() - failure.at < FAILING_MS ? failure.error : null),
    close: async () => {
      closed = true
      closing.resolve()
      await running
    },
    release: backlog.release,
  }
}
