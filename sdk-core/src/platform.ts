import type { Context } from './event.ts'

/** A value that some hosts have at once and others only later. */
export type Later<T> = T | Promise<T>
export type Unsubscribe = () => void

/**
 * Small values that are needed while `track()` runs: device, session, losses. Synchronous on every host we
 * know (localStorage, wx.*StorageSync). A method may throw: the core then goes on in memory.
 */
export type Facts = {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/**
 * Where the queue lives, one key per event, shared by all tabs. May be asynchronous; may throw or reject
 * (storage denied, quota): the core then keeps the event in memory.
 */
export type Storage = {
  get(key: string): Later<string | null>
  set(key: string, value: string): Later<void>
  remove(key: string): Later<void>
  /** All keys that begin with `prefix`, in any order. */
  keys(prefix: string): Later<string[]>
}

/**
 * Lets one tab send at a time. Resolves when `task` is done, to true; to false when another tab holds the
 * lock and the host cannot wait for it. A tab that dies gives the lock back.
 */
export type Lock = (name: string, task: () => Promise<void>) => Promise<boolean>

/** The answer to a request, as the host gives it. `status` 0: there was none. */
export type Answer = { status: number; retryAfter?: string | null; body?: string }

/** What the collector says about one event that was not plainly accepted. */
export type EventRemark = {
  id: string
  verdict: string
  reasons: { rule: string; path: string; message: string }[]
}

/** What to do with a batch after an attempt; adapters get it from `outcomeOf`, the only place that decides. */
export type Outcome =
  | { kind: 'ok'; remarks: EventRemark[] }
  /** `after`: ms that the server asked for, or 0. */
  | { kind: 'retry'; status: number; after: number }
  | { kind: 'split'; reason: 'refused' | 'too_large' }
  | { kind: 'stop'; status: number }

export type Request = { url: string; body: string }

export type Transport = {
  /** Posts the body as `text/plain`; never rejects. `timeout` in ms. */
  send(request: Request & { timeout: number }): Promise<Outcome>
  /** Hands the body to the host to send after the page is gone. False: the host did not take it. */
  beacon(request: Request): boolean
}

/** Subscribing returns the unsubscription. The same moment may be told twice. */
export type Lifecycle = {
  /** The page may be gone after this. */
  onHide(listener: () => void): Unsubscribe
  onShow(listener: () => void): Unsubscribe
  /** The network is back. */
  onOnline(listener: () => void): Unsubscribe
}

export type ContextSource = {
  /** What is known about page and device now. */
  capture(): Context
  random(bytes: number): Uint8Array
}

export type Clock = {
  /** ms since 1970, an integer. */
  now(): number
  /** Calls back once after `ms`; returns the cancellation. */
  after(ms: number, callback: () => void): Unsubscribe
}

/** Everything the core knows of the world around it. */
export type Platform = {
  /** Name and version as the wire says them: `web/0.1.0`. */
  sdk: string
  facts: Facts
  storage: Storage
  lock: Lock
  transport: Transport
  lifecycle: Lifecycle
  context: ContextSource
  clock: Clock
}
