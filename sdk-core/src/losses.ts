import type { Dropped } from './batch.ts'
import { numbersIn } from './numbers-in.ts'
import type { Store } from './store.ts'

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
  /** What the collector has not acknowledged yet, for the next batch. */
  unsaid(): Dropped[]
  /** The collector knows these now. */
  said(dropped: Dropped[]): void
}

const PREFIX = 'lost.'

/** The wire's bound on `dropped`. */
const MOST = 100

/**
 * Counts what is lost, cumulative per stream and reason, across tabs and reloads: the collector keeps the
 * maximum, so saying a number twice does no harm and forgetting one would.
 *
 * Kept as `lost.<stream>.<reason>` → `<counted> <acknowledged>`: a tab counts under keys of its own stream, so that
 * no two write the same one at the same time.
 */
export const createLosses = (store: Store): Losses => {
  const keyOf = (stream: string, reason: string): string => `${PREFIX}${stream}.${reason}`
  return {
    add: (stream, reason) => {
      const key = keyOf(stream, reason)
      const [counted = 0, said = 0] = numbersIn(store.get(key))
      store.set(key, `${counted + 1} ${said}`)
    },
    unsaid: () => {
      const keys = store.keys(PREFIX)
      return keys
        .flatMap(key => {
          const [, stream = '', reason = ''] = key.split('.')
          const [n = 0, said = 0] = numbersIn(store.get(key))
          if (n > said) return { stream, reason, n }
          // A stream that is over and told takes room for nothing.
          if (keys.length > MOST) store.remove(key)
          return []
        })
        .slice(0, MOST)
    },
    said: dropped => {
      for (const { stream, reason, n } of dropped) {
        const key = keyOf(stream, reason)
        store.set(key, `${numbersIn(store.get(key))[0]} ${n}`)
      }
    },
  }
}
