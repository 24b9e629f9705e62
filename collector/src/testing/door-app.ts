import { EngineError, type EventLog, type LogEntry } from '@maidian/engines'
import type { Batch } from '@maidian/schemas'
import { createLogger, parseConfig } from '@maidian/service'
import type { Plans } from '@maidian/tracking-plan'
import { parsePiiSecret } from '@maidian/tracking-plan'
import Fastify, { type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { createCollector } from '../app.ts'

export const NOW = 1_790_000_000_000

export type DoorApp = {
  app: FastifyInstance
  /** What went into the log since the last look. */
  appended(): LogEntry[]
  /** The batches in it. */
  batches(): Batch[]
  /** Makes the log refuse from here on; null: no more. */
  fail(code: 'log.unavailable' | 'log.too_large' | null): void
}

/** A collector over a log that only remembers, for tests of doors. */
export const doorApp = async (yaml: string, plans?: Plans): Promise<DoorApp> => {
  let entries: LogEntry[] = []
  let failure: EngineError | null = null
  const log = {
    partitions: 1,
    append: async (entry: LogEntry) => {
      if (failure) throw failure
      entries.push(entry)
      return { partition: 0, offset: entries.length }
    },
  } as unknown as EventLog
  const app = Fastify()
  await app.register(
    createCollector({
      log,
      config: parseConfig(yaml),
      logger: createLogger({ name: 'test', level: 'silent' }),
      metrics: new Registry(),
      piiSecret: parsePiiSecret('0123456789abcdef'),
      now: () => NOW,
      ...(plans && { plans }),
    }),
  )
  const take = (): LogEntry[] => {
    const taken = entries
    entries = []
    return taken
  }
  return {
    app,
    appended: take,
    batches: () => take().map(({ value }) => JSON.parse(value.toString()) as Batch),
    fail: code => {
      failure = code === null ? null : new EngineError(code)
    },
  }
}
