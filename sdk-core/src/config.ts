import type { Consent } from './consent.ts'
import type { App, TrackedEvent } from './event.ts'
import type { Facts } from './platform.ts'
import type { Plugin } from './plugin.ts'
import type { Problem } from './problem.ts'

/** Bounds, all optional. */
export type Limits = {
  /** Events in a batch. Default 50. */
  maxBatchEvents: number
  /** Bytes of a request's body. Default 60,000: what a beacon may carry, less some air. */
  maxBatchBytes: number
  /** How long an event may wait for others, in ms. Default 1,000. */
  flushEveryMs: number
  /** Events that may wait for the network; the oldest go first and are counted. Default 10,000. */
  maxQueueEvents: number
  /** The same in bytes. Default 4 MB of the origin's 5. */
  maxQueueBytes: number
  /** A session ends after this long without an event, in ms. Default 30 minutes. */
  sessionIdleMs: number
  /** A request without an answer for this long has failed, in ms. Default 30,000. */
  requestTimeoutMs: number
}

export type TrackerConfig = Partial<Limits> & {
  /** The source's write key. */
  key: string
  /** Where Maidian listens: `https://t.shop.example`. */
  url: string
  /** The ingest path there. Default `/v1/events`; another one where block lists know that. */
  path?: string
  /** The page's own name, version and environment, on every event. */
  app?: App
  plugins?: Plugin[]
  /** Holds until the visitor has chosen; see `Tracker.consent`. Default `granted`. */
  consent?: Consent
  /** Where device, user and session are kept when other hosts of the site share them: `subdomainCookie()`. */
  identityFacts?: (facts: Facts) => Facts
  /** The last word on every event: returns it, changed or not, or null to drop it. A throw drops and counts it. */
  beforeSend?: (event: TrackedEvent) => TrackedEvent | null
  /** Everything that goes wrong. Silent by default. */
  onError?: (problem: Problem) => void
}

const LIMITS: Limits = {
  maxBatchEvents: 50,
  maxBatchBytes: 60_000,
  flushEveryMs: 1000,
  maxQueueEvents: 10_000,
  maxQueueBytes: 4_000_000,
  sessionIdleMs: 30 * 60_000,
  requestTimeoutMs: 30_000,
}

/** `endpoint`: where batches are posted. */
export type ResolvedConfig = TrackerConfig & Limits & { endpoint: string }

/** The configuration with its defaults; throws a TypeError that says what is missing or wrong. */
export const resolveConfig = (config: TrackerConfig): ResolvedConfig => {
  const { key, url, path = '/v1/events' } = config
  // An empty url is the page's own origin.
  if (!key || url == null) throw new TypeError('config: key and url are needed')
  const endpoint = `${url.replace(/\/+$/, '')}${path}?key=${encodeURIComponent(key)}`
  const resolved = { ...LIMITS, ...config, endpoint }
  for (const name of Object.keys(LIMITS) as (keyof Limits)[]) {
    if (!(resolved[name] > 0)) throw new TypeError(`config: ${name} must be positive`)
  }
  return resolved
}
