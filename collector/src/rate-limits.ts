import type { Peers } from '@maidian/service'
import { dayIn } from './day-in.ts'
import { collectorError } from './errors.ts'
import { shareTaken, type Taken, type Today } from './share-taken.ts'
import type { KnownSource } from './sources.ts'

/** Takes so many events of a source from an address, or throws 429 with the seconds after which it may be tried again. */
export type RateLimits = (known: KnownSource, ip: string, events: number) => void

type Bucket = { tokens: number; at: number }
type State = { all: Bucket; byIp: Map<string, Bucket>; day: string; today: number }

/** Addresses that are remembered for a source; those that were silent longest go first. */
const MOST_ADDRESSES = 20_000
/** A day that is used up is asked about again so often, in s: limits are raised by people. */
const ASK_AGAIN_S = 3600

const refill = (bucket: Bucket, perSecond: number, now: number): void => {
  bucket.tokens = Math.min(perSecond, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
  bucket.at = now
}

/**
 * Whether the bucket has anything left; it may go into debt, so that a batch larger than what a second allows can be
 * sent at all. Seconds to wait, or 0.
 */
const wait = (bucket: Bucket, perSecond: number, now: number): number => {
  refill(bucket, perSecond, now)
  return bucket.tokens > 0 ? 0 : Math.ceil((1 - bucket.tokens) / perSecond)
}

/**
 * The limits of all sources; each collector counts what it takes itself, and what its `peers` on the same port do.
 * `now` in ms since 1970.
 */
export const createRateLimits = (now: () => number, peers: Peers | null = null): RateLimits => {
  /** By project and source: what is counted outlives a change of keys and limits. */
  const states = new Map<string, State>()
  const days = new Map<string, (now: number) => string>()

  const nameOf = ({ project, label }: KnownSource): string => `${project.name} ${label}`
  const stateOf = (name: string): State => {
    const state = states.get(name) ?? { all: { tokens: Infinity, at: now() }, byIp: new Map(), day: '', today: 0 }
    states.set(name, state)
    return state
  }
  const addressOf = ({ byIp }: State, ip: string, tokens: number): Bucket => {
    const bucket = byIp.get(ip) ?? { tokens, at: now() }
    // Last in the order again.
    byIp.delete(ip)
    byIp.set(ip, bucket)
    if (byIp.size > MOST_ADDRESSES) byIp.delete(byIp.keys().next().value as string)
    return bucket
  }
  const refuse = (code: 'rate.exceeded' | 'quota.exceeded', seconds: number, detail: string): never => {
    throw collectorError(code, { detail, headers: { 'retry-after': String(seconds) } })
  }

  /** A later day begins anew; one that is over stays so. */
  const isToday = (state: State, day: string): boolean => {
    if (day > state.day) Object.assign(state, { day, today: 0 })
    return day === state.day
  }

  // What a peer has taken is gone here too, after the fact: a bucket goes into debt for it.
  const take = ({ source, events, perSecond, day, ips, perIp }: Taken): void => {
    const at = now()
    const state = stateOf(source)
    if (perSecond !== null) {
      refill(state.all, perSecond, at)
      state.all.tokens -= events
    }
    for (const [ip, taken] of perIp === null ? [] : ips) {
      const address = addressOf(state, ip, perIp as number)
      refill(address, perIp as number, at)
      address.tokens -= taken
    }
    if (day !== null && isToday(state, day)) state.today += events
  }
  const raise = ({ source, day, events }: Today): void => {
    const state = stateOf(source)
    if (isToday(state, day)) state.today = Math.max(state.today, events)
  }
  const today = (): Today[] =>
    [...states].flatMap(([source, { day, today: events }]) => (events > 0 ? [{ source, day, events }] : []))
  const tell = peers && shareTaken(peers, { take, raise, today })

  return (known, ip, events) => {
    const { limits } = known.source
    if (!limits) return
    const at = now()
    const name = nameOf(known)
    const state = stateOf(name)
    const { events_per_second: all, events_per_second_per_ip: perIp, events_per_day: daily } = limits
    const address = perIp === undefined ? null : addressOf(state, ip, perIp)
    if (perIp !== undefined && address) {
      const seconds = wait(address, perIp, at)
      if (seconds > 0) refuse('rate.exceeded', seconds, `${perIp} events a second from an address`)
    }
    if (all !== undefined) {
      const seconds = wait(state.all, all, at)
      if (seconds > 0) refuse('rate.exceeded', seconds, `${all} events a second`)
    }
    if (daily !== undefined) {
      const { timezone } = known.project
      const dayOf = days.get(timezone) ?? dayIn(timezone)
      days.set(timezone, dayOf)
      const day = dayOf(at)
      if (day !== state.day) Object.assign(state, { day, today: 0 })
      if (state.today >= daily) refuse('quota.exceeded', ASK_AGAIN_S, `${daily} events a day`)
      state.today += events
    }
    if (address) address.tokens -= events
    if (all !== undefined) state.all.tokens -= events
    tell?.({
      source: name,
      events,
      perSecond: all ?? null,
      day: daily === undefined ? null : state.day,
      ips: perIp === undefined ? [] : [[ip, events]],
      perIp: perIp ?? null,
    })
  }
}
