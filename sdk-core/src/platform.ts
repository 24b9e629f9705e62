import type { Context } from './event.ts'

/**
 * Small values that are needed while `track()` runs: device, session, losses. Synchronous on every host we
 * know (localStorage, wx.*StorageSync), and so is a queue in it: what was tracked is kept when `track()` returns.
 * A method may throw (denied, no room): the core then goes on in memory.
 */
export type Facts = {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/** What is kept for later visits, shared by all tabs: facts, and the queue with one key per event. */
export type Storage = Facts & {
  /** All keys, also those of others, in any order. */
  keys: () => string[]
}

/**
 * Runs `task` while no other tab runs one, waiting for its turn; settles as the task does. A tab that dies gives the
 * lock back. A host that cannot do so may run it at once: what two tabs send twice is known by its ids.
 */
export type Lock = (name: string, task: () => Promise<void>) => Promise<void>

/** The answer to a request, as the host gives it. `status` 0: there was none. */
export type Answer = { status: number; retryAfter?: string | null; body?: string }

/** What the collector says about one event that was not plainly accepted. */
export type EventRemark = {
  id: string
  verdict: string
  reasons: { rule: string; path: string; message: string }[]
}

export type Request = { url: string; body: string }

export type Transport = {
  /** Posts the body as `text/plain`; rejects when there is no answer. `timeout` in ms. */
  send(request: Request & { timeout: number }): Promise<Answer>
  /** Hands the body to the host to send after the page is gone. Nobody learns what becomes of it. */
  beacon(request: Request): void
}

/**
 * - `hide`: the page may be gone after this, before an answer comes
 * - `flush`: a good time to send: the page is seen again, or will be stopped in a while
 * - `online`: the network is back
 */
export type Moment = 'hide' | 'flush' | 'online'

/** Tells of each moment from here on; the same one may be told twice. */
export type Lifecycle = (listener: (moment: Moment) => void) => void

export type ContextSource = {
  /** What is known about page and device now. */
  capture(): Context
  random(bytes: number): Uint8Array
}

export type Clock = {
  /** ms since 1970, an integer. */
  now(): number
  /** Calls back once after `ms`; returns the cancellation. */
  after(ms: number, callback: () => void): () => void
}

/** Everything the core knows of the world around it. */
export type Platform = {
  /** Name and version as the wire says them: `web/0.1.0`. */
  sdk: string
  storage: Storage
  lock: Lock
  transport: Transport
  lifecycle: Lifecycle
  context: ContextSource
  clock: Clock
}
