import type { Logger } from 'pino'

export type DrainStep = { name: string; run: () => Promise<void> }

export type Drain = {
  /** Runs the steps once, in order; a failed step does not keep the next from running. */
  now(why: string): Promise<void>
}

/** The longest a drain may take before the process ends anyway. */
const DRAIN_MS = 30_000
const PARENT_WATCH_MS = 500

/** What is to be done before the process may end, in order. */
export const createDrain = (steps: DrainStep[], log: Logger): Drain => {
  let running: Promise<void> | undefined
  const run = async (why: string): Promise<void> => {
    log.info({ event: 'drain.begun', why })
    for (const step of steps) {
      try {
        await step.run()
      } catch (err) {
        log.error({ event: 'drain.step_failed', step: step.name, err })
      }
    }
    log.info({ event: 'drain.done' })
  }
  return {
    now: why => {
      running ??= run(why)
      return running
    },
  }
}

/**
 * Drains on SIGTERM, SIGINT and SIGHUP, and when the parent process is gone: killing npm with -9 must not leave the
 * server it started behind. A process that was meant to outlive its parent has pid 1 as its parent from the start.
 */
export const drainOnStop = (drain: Drain): void => {
  const stop = (why: string): void => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    void drain.now(why).then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  const parent = process.ppid
  if (parent === 1) return
  setInterval(() => {
    if (process.ppid !== parent) stop('parent gone')
  }, PARENT_WATCH_MS).unref()
}
