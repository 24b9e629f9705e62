import { parseObject } from './facts.ts'
import type { Answer, Clock, EventRemark, Facts, Outcome } from './platform.ts'

/** Seconds or a date, as ms from now; 0 for anything else. */
const delayIn = (header: string | null | undefined, now: number): number => {
  const ms = Number(header) * 1000 || Date.parse(header ?? '') - now
  return ms > 0 ? ms : 0
}

/**
 * What an answer means for the batch it answers: the one place that decides. `now` in ms since 1970, for a
 * `Retry-After` that names a date.
 *
 * Only 204, and 200 with our JSON, acknowledge: captive portals and proxies answer 200 with a page of their
 * own. For the same reason an HTML 400 and every other 4xx are waited out rather than taken as a verdict.
 */
export const outcomeOf = ({ status, retryAfter, body = '' }: Answer, now: number): Outcome => {
  if (status === 204) return { kind: 'ok', remarks: [] }
  if (status === 200) {
    const { events } = parseObject<{ events: EventRemark[] }>(body)
    if (Array.isArray(events)) return { kind: 'ok', remarks: events }
  }
  if (status === 400 && body.trim()[0] !== '<') return { kind: 'split', reason: 'refused' }
  if (status === 413) return { kind: 'split', reason: 'too_large' }
  if (status === 401 || status === 403) return { kind: 'stop', status }
  return { kind: 'retry', status, after: delayIn(retryAfter, now) }
}

const BASE = 1000
const CAP = 60_000
/** A `Retry-After` beyond an hour is more likely a mistake than a wish. */
const MOST_ASKED = 3_600_000

export type Backoff = {
  /** ms that sending must still wait; 0: it may begin. */
  left(): number
  /** Whether the server itself asked for this wait. */
  asked(): boolean
  /** An attempt failed; `after` is what the server asked for, in ms, or 0. Returns how long to wait, in ms. */
  fail(after: number): number
  clear(): void
  /** Ends a wait of our own choice, as when the network is back; what the server asked for stands. */
  forgive(): void
}

/** `until`: ms since 1970. `wait`: its length in ms, to notice a clock that was set back. */
type Spell = { tries: number; until: number; wait: number; asked: boolean }

/** The wait between attempts, shared by tabs and kept across reloads: a failing server is not hammered by F5. */
export const createBackoff = (options: {
  facts: Facts
  key: string
  clock: Clock
  /** 0 to 1. */
  random: () => number
}): Backoff => {
  const { facts, key, clock, random } = options
  const clear = (): void => facts.remove(key)
  const spell = (): Spell => ({ tries: 0, until: 0, wait: 0, asked: false, ...parseObject<Spell>(facts.get(key)) })
  const left = (): number => {
    const { until, wait } = spell()
    const ms = until - clock.now()
    return ms > 0 && ms <= wait ? ms : 0
  }
  const asked = (): boolean => left() > 0 && spell().asked
  return {
    left,
    asked,
    fail: after => {
      const { tries } = spell()
      const jitter = random() * Math.min(CAP, BASE * 2 ** Math.min(tries, 10))
      // Jitter on top of what was asked: or all clients that were turned away come back at the same moment.
      const wait = Math.ceil(after ? Math.min(after, MOST_ASKED) + Math.min(jitter, after / 2) : jitter)
      const next: Spell = { tries: tries + 1, until: clock.now() + wait, wait, asked: after > 0 }
      facts.set(key, JSON.stringify(next))
      return wait
    },
    clear,
    forgive: () => {
      if (!asked()) clear()
    },
  }
}
