import { numbersIn } from './numbers-in.ts'
import type { Clock, ContextSource, Facts } from './platform.ts'

const BASE = 1000
const CAP = 60_000
/** A `Retry-After` beyond an hour is more likely a mistake than a wish. */
const MOST_ASKED = 3_600_000

const KEY = 'wait'

export type Backoff = {
  /** ms that sending must still wait; 0: it may begin. */
  left(): number
  /** Whether the server itself asked for this wait. */
  asked(): boolean
  /** An attempt failed; `retryAfter` is what the server asked for, seconds or a date. Returns how long to wait, in ms. */
  fail(retryAfter?: string | null): number
  clear(): void
  /** Ends a wait of our own choice, as when the network is back; what the server asked for stands. */
  forgive(): void
}

/**
 * The wait between attempts, shared by tabs and kept across reloads: a failing server is not hammered by F5. Kept as
 * `<failed attempts; 0: the server asked for it> <its end, ms since 1970> <its length, ms, to notice a clock that was set back>`.
 */
export const createBackoff = (facts: Facts, clock: Clock, context: ContextSource): Backoff => {
  const spell = (): number[] => numbersIn(facts.get(KEY))
  const clear = (): void => facts.remove(KEY)
  const left = (): number => {
    const [, until = 0, wait = 0] = spell()
    const ms = until - clock.now()
    return ms > 0 && ms <= wait ? ms : 0
  }
  const asked = (): boolean => left() > 0 && !spell()[0]
  return {
    left,
    asked,
    fail: retryAfter => {
      const [tries = 0] = spell()
      const now = clock.now()
      const after = Math.min(MOST_ASKED, Number(retryAfter) * 1000 || Date.parse(retryAfter ?? '') - now)
      const wish = after > 0
      const jitter = (Math.min(CAP, BASE * 2 ** tries) * (1 + context.random(1)[0]!)) / 256
      // Jitter on top of what was asked: or all clients that were turned away come back at the same moment.
      const wait = Math.ceil(wish ? after + Math.min(jitter, after / 2) : jitter)
      facts.set(KEY, [wish ? 0 : tries + 1, now + wait, wait].join(' '))
      return wait
    },
    clear,
    forgive: () => {
      if (!asked()) clear()
    },
  }
}
