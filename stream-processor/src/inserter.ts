import type { EventStore } from '@maidian/engines'
import { dropKnown } from './dedupe.ts'
import type { ProcessorMetrics } from './metrics.ts'
import { createOwnership } from './ownership.ts'
import type { Rows } from './rows.ts'
import { writeRows } from './write-rows.ts'

export type Inserter = {
  /** Resolves once these rows are in the store; rejects when their round failed, and then none may be assumed. */
  add(rows: Rows[]): Promise<void>
  /** Says that a partition came: somebody else may have inserted its rows in the meantime. */
  assigned(partition: number): void
}

type Waiting = { rows: Rows[]; resolve: () => void; reject: (error: unknown) => void }

/** Rounds begin at most four times a second: every insert makes a part, and parts must be merged. */
const ROUND_MS = 250

const countRows = (rows: Rows[], metrics: ProcessorMetrics): void => {
  for (const part of rows) {
    for (const table of ['events', 'quarantine', 'identities', 'client_loss'] as const) {
      if (part[table].length > 0) metrics.rows.inc({ project: part.project, table }, part[table].length)
    }
  }
}

/**
 * Gathers the rows of all partitions into rounds: take over what is not ours yet, look the ids up, leave out what is
 * known, insert. One round at a time, so each look-up sees everything that earlier rounds wrote, and nobody else writes
 * what was looked up. docs/decisions/0026-the-fence.md
 */
export const createInserter = (deps: { store: EventStore; logId: string; metrics: ProcessorMetrics }): Inserter => {
  const { store, metrics } = deps
  const ownership = createOwnership(store, deps.logId)
  let waiting: Waiting[] = []
  let running = false
  let lastBegan = 0

  const round = async (rows: Rows[]): Promise<void> => {
    const byProject = Map.groupBy(rows, part => part.project)
    for (const [project, parts] of byProject) {
      const generations = await ownership.of(project, parts)
      const { fresh, skipped } = await dropKnown(store, parts)
      await writeRows(store, fresh, generations)
      countRows(fresh, metrics)
      for (const kind of ['redelivered', 'resent'] as const) {
        if (skipped[kind] > 0) metrics.skipped.inc({ project, kind }, skipped[kind])
      }
    }
  }

  const run = async (): Promise<void> => {
    running = true
    while (waiting.length > 0) {
      const pause = lastBegan + ROUND_MS - Date.now()
      if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause))
      lastBegan = Date.now()
      const now = waiting
      waiting = []
      const stop = metrics.insert.startTimer()
      try {
        await round(now.flatMap(({ rows }) => rows))
        for (const { resolve } of now) resolve()
      } catch (error) {
        metrics.failures.inc()
        ownership.forgetAll()
        for (const { reject } of now) reject(error)
      }
      stop()
    }
    running = false
  }

  return {
    assigned: ownership.forget,
    add: rows =>
      new Promise((resolve, reject) => {
        waiting.push({ rows, resolve, reject })
        if (!running) void run()
      }),
  }
}
