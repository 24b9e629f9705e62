import { readFileSync } from 'node:fs'
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

/** The parent of a process, where /proc tells it. */
const parentOf = (pid: number): number => {
  try {
    // The name, in parentheses, may hold spaces; the fields after it do not.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[1])
  } catch {
    return 0
  }
}

/** Parent and grandparent: npm runs a script through a shell, which outlives it. */
const lineage = (): string => `${process.ppid} ${parentOf(process.ppid)}`

/**
 * Drains on SIGTERM, SIGINT and SIGHUP. Started by npm, it also drains when npm is gone: killing npm with -9 must not
 * leave the server behind. Started otherwise it may outlive its parent, as `nohup` wants.
 */
export const drainOnStop = (drain: Drain): void => {
  const stop = (why: string): void => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    void drain.now(why).then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  if (process.env.npm_lifecycle_event === undefined) return
  const ancestors = lineage()
  setInterval(() => {
    if (lineage() !== ancestors) stop('npm is gone')
  }, PARENT_WATCH_MS).unref()
}
