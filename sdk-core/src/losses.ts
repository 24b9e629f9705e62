import type { Dropped } from './batch.ts'
import { parseObject } from './facts.ts'
import type { Facts } from './platform.ts'

/** Why an event never reached the collector. */
export type LossReason =
  | 'queue_full'
  | 'too_large'
  | 'refused'
  | 'unserialisable'
  | 'before_send'
  | 'unreadable'
  | 'held_full'

export type Losses = {
  add(stream: string, reason: LossReason): void
  /** Brings what this tab counted to what all tabs counted. Call it only while holding the lock. */
  save(): void
  /** What the collector has not acknowledged yet, for the next batch. */
  unsaid(): Dropped[]
  /** The collector knows these now. */
  said(dropped: Dropped[]): void
}

/** `<stream> <reason>` → [counted, acknowledged]. */
type Table = Record<string, [number, number]>

/** The wire's bound on `dropped`. */
const MOST = 100

/**
 * Counts what is lost, cumulative per stream and reason, across tabs and reloads: the collector keeps the
 * maximum, so saying a number twice does no harm and forgetting one would.
 */
export const createLosses = (facts: Facts, key: string): Losses => {
  let fresh: Record<string, number> = {}

  const stored = (): Table => parseObject<Table>(facts.get(key)) as Table
  const write = (table: Table): void => facts.set(key, JSON.stringify(table))
  const all = (): Table => {
    const table = stored()
    for (const [name, n] of Object.entries(fresh)) {
      const [counted, said] = table[name] ?? [0, 0]
      table[name] = [counted + n, said]
    }
    return table
  }
  return {
    add: (stream, reason) => {
      const name = `${stream || 'unknown'} ${reason}`
      fresh[name] = (fresh[name] ?? 0) + 1
    },
    save: () => {
      if (!Object.keys(fresh).length) return
      write(all())
      fresh = {}
    },
    unsaid: () =>
      Object.entries(all())
        // A table that somebody damaged must not make batches unreadable.
        .filter(([, [counted, said]]) => counted > said && counted % 1 === 0)
        .slice(0, MOST)
        .map(([name, [n]]) => {
          const [stream = '', reason = ''] = name.split(' ')
          return { stream, reason, n }
        }),
    said: dropped => {
      if (!dropped.length) return
      const table = stored()
      const crowded = Object.keys(table).length > MOST
      for (const { stream, reason, n } of dropped) {
        const name = `${stream} ${reason}`
        if (table[name]) table[name][1] = n
        // A stream that is over and told takes room for nothing.
        if (crowded) delete table[name]
      }
      write(table)
    },
  }
}
