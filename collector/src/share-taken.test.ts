import { type Config, type Peers, parseConfig } from '@maidian/service'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { indexSources, type KnownSource } from './sources.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** So many collectors, each of which tells all others, as workers of one port do. */
const together = () => {
  const listeners: ((message: unknown) => void)[][] = []
  let silent = false
  return {
    join: (now: () => number): RateLimits => {
      const mine: ((message: unknown) => void)[] = []
      listeners.push(mine)
      const peers: Peers = {
        tell: message => {
          const copy = JSON.stringify(message)
          if (!silent)
            for (const theirs of listeners) if (theirs !== mine) for (const told of theirs) told(JSON.parse(copy))
        },
        onTold: listener => mine.push(listener),
      }
      return createRateLimits(now, peers)
    },
    silence: () => {
      silent = true
    },
  }
}
const sourceWith = (limits: string): KnownSource => {
  const config: Config = parseConfig(`projects:
  - name: shop
    sources:
      - {key: wk_one, kind: server, limits: {${limits}}}
`)
  return indexSources(config).get('wk_one') as KnownSource
}
const isTaken = (limit: RateLimits, known: KnownSource, events = 1, ip = '10.0.0.1'): boolean => {
  try {
    limit(known, ip, events)
    return true
  } catch {
    return false
  }
}
/** Until what is gathered has been told. */
const told = () => vi.advanceTimersByTime(60)

/** Asks all collectors again and again through `seconds`; what they took. */
const load = (limits: RateLimits[], known: KnownSource, clock: { now: number }, seconds: number): number => {
  let taken = 0
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    for (const limit of limits) for (let i = 0; i < 50; i++) if (isTaken(limit, known)) taken++
    clock.now += 100
    told()
  }
  return taken
}

test('a rate is the same for several collectors as for one, whichever of them is asked', () => {
  const known = sourceWith('events_per_second: 100')
  const seconds = 3
  for (const count of [1, 3]) {
    const clock = { now: 1_790_000_000_000 }
    const { join } = together()
    const limits = Array.from({ length: count }, () => join(() => clock.now))
    // All that a second allows at once, then so many a second; what came to all of them within a moment is paid back.
    const taken = load(limits, known, clock, seconds)
    expect(taken, `${count} collectors`).toBeGreaterThanOrEqual(100 * (seconds - 1))
    expect(taken, `${count} collectors`).toBeLessThanOrEqual(100 * (seconds + 1))
  }
})

test('one connection, which stays with one collector, may send all that the rate allows', () => {
  const known = sourceWith('events_per_second: 100')
  const clock = { now: 1_790_000_000_000 }
  const { join } = together()
  const [first] = [join(() => clock.now), join(() => clock.now)]
  expect(load([first as RateLimits], known, clock, 2)).toBeGreaterThanOrEqual(200)
})

test('the same for each address', () => {
  const known = sourceWith('events_per_second_per_ip: 10')
  const { join } = together()
  const [one, other] = [join(() => 1_790_000_000_000), join(() => 1_790_000_000_000)] as [RateLimits, RateLimits]
  expect(isTaken(one, known, 10)).toBe(true)
  told()
  expect(isTaken(other, known, 1)).toBe(false)
  expect(isTaken(other, known, 1, '10.0.0.2')).toBe(true)
})

test('a day is the same for all, and one that joins later knows of it', () => {
  const known = sourceWith('events_per_day: 100')
  const { join, silence } = together()
  const [one, other] = [join(() => 1_790_000_000_000), join(() => 1_790_000_000_000)] as [RateLimits, RateLimits]
  isTaken(one, known, 60)
  isTaken(other, known, 30)
  // Nobody has been told of the rest yet when this one comes.
  const later = join(() => 1_790_000_000_000)
  silence()
  expect(isTaken(later, known, 10)).toBe(true)
  expect(isTaken(later, known, 1)).toBe(false)
})
