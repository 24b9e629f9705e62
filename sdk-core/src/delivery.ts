import { buildBatch, type Dropped, type Entry, type Place } from './batch.ts'
import type { ResolvedConfig } from './config.ts'
import type { Losses, LossReason } from './losses.ts'
import type { Outcome, Platform } from './platform.ts'
import type { EachPlugin } from './plugins.ts'
import type { Report } from './problem.ts'
import type { Queue } from './queue.ts'
import type { Backoff } from './retry.ts'

export type Delivery = {
  /** An event of so many bytes has joined the queue; 0: none did, and a loss may have to be kept. */
  added(bytes: number): void
  /** Begins to send: what an earlier visit left behind, and what comes. A second time: goes on after a denial. */
  start(): void
  /** Names the batches by `id`, so that the collector tells every verdict and others can follow. Returns the id. */
  debug(id: string): string
  /** Tries to send all that waits now; resolves when that is done or has to wait. Never rejects. */
  flush(): Promise<void>
}

type DeliveryDeps = {
  config: ResolvedConfig
  platform: Platform
  queue: Queue
  losses: Losses
  backoff: Backoff
  report: Report
  each: EachPlugin
  /** Whether the visitor allows sending. */
  granted: () => boolean
  lockName: string
}

/**
 * Brings the queue to the collector: one request in flight over all tabs, and events leave the queue by id,
 * only once acknowledged. It is a pass over what waits, run under the lock, again and again.
 */
export const createDelivery = (deps: DeliveryDeps): Delivery => {
  const { config, platform, queue, losses, backoff, report, each, granted, lockName } = deps
  const { clock, transport, lifecycle } = platform
  const { maxBatchEvents, maxBatchBytes } = config
  const beaconed = new Set<string>()
  let started = false
  let debugId: string | undefined
  let stopped = false
  /** Events per batch: halved when the collector says split, doubled again with each success. */
  let size = maxBatchEvents
  /** What came since the last pass began. */
  let fresh = 0
  let freshBytes = 0
  /** When the timer is due, in ms since 1970; 0: there is none. */
  let due = 0
  let cancelTimer = (): void => {}
  let running: Promise<void> | undefined
  let following: Promise<void> | undefined

  const mayTry = (): boolean => started && !stopped && granted()

  const schedule = (ms: number): void => {
    const at = clock.now() + ms
    if (due && at >= due) return
    cancelTimer()
    due = at
    cancelTimer = clock.after(ms, () => {
      due = 0
      run()
    })
  }

  const lose = async (places: Place[], reason: LossReason): Promise<void> => {
    for (const { stream } of places) losses.add(stream, reason)
    if (places.length) report({ code: 'lost', message: `${places.length} events: ${reason}` })
    // Counted before they go: a crash in between counts them twice rather than not at all.
    losses.save()
    await queue.remove(places)
  }

  /** Evicts the oldest over the caps; returns what stays. */
  const trim = async (places: Place[]): Promise<Place[]> => {
    let bytes = places.reduce((sum, place) => sum + place.bytes, 0)
    let over = 0
    while (places.length - over > config.maxQueueEvents || bytes > config.maxQueueBytes) bytes -= places[over++]!.bytes
    await lose(places.slice(0, over), 'queue_full')
    return places.slice(over)
  }

  const build = (entries: Entry[], maxEvents: number, dropped: Dropped[]): { count: number; body: string } =>
    buildBatch(entries, { maxEvents, maxBytes: maxBatchBytes, sent: clock.now(), dropped, debug: debugId })

  /** Acts on the answer for a batch: it is gone from the queue, goes again at once (smaller), or waits. */
  const settle = async (outcome: Outcome, batch: Place[]): Promise<'gone' | 'again' | 'waits'> => {
    switch (outcome.kind) {
      case 'ok':
        await queue.remove(batch)
        backoff.clear()
        size = Math.min(maxBatchEvents, size * 2)
        each(plugin => plugin.answered?.(outcome.remarks))
        for (const remark of outcome.remarks) {
          const { verdict, id } = remark
          if (verdict !== 'accepted') report({ code: 'remark', message: `collector: ${verdict}`, event: id, remark })
        }
        return 'gone'
      case 'split':
        size = Math.ceil(batch.length / 2)
        if (batch.length > 1) return 'again'
        await lose(batch, outcome.reason)
        return 'gone'
      case 'stop':
        stopped = true
        report({ code: 'stopped', message: `status ${outcome.status}` })
        return 'waits'
      case 'retry':
        report({ code: 'waiting', message: `status ${outcome.status}, again in ${backoff.fail(outcome.after)} ms` })
        return 'waits'
    }
  }

  const pass = async (): Promise<void> => {
    fresh = freshBytes = 0
    let places = await trim(await queue.list())
    let going = true
    while (places.length && going && mayTry() && !backoff.left()) {
      const entries = await queue.read(places.slice(0, size))
      const later = places.slice(size)
      if (entries.length) {
        const dropped = losses.unsaid()
        const { count, body } = build(entries, size, dropped)
        const outcome = await transport.send({ url: config.endpoint, body, timeout: config.requestTimeoutMs })
        if (outcome.kind === 'ok') losses.said(dropped)
        const next = await settle(outcome, entries.slice(0, count))
        going = next !== 'waits'
        places = [...entries.slice(next === 'gone' ? count : 0), ...later]
      } else places = later
    }
    if (places.length && mayTry()) schedule(backoff.left() || config.flushEveryMs)
  }

  const run = async (): Promise<void> => {
    if (!mayTry()) return
    if (running) {
      following ??= running.then(() => {
        following = undefined
        return run()
      })
      return following
    }
    running = platform
      .lock(lockName, pass)
      .then(had => {
        // Another tab is at it, and may not have seen what came last.
        if (!had) schedule(config.flushEveryMs)
      })
      .catch(cause => {
        report({ code: 'call', message: 'sending failed', cause })
        schedule(backoff.fail(0))
      })
      .then(() => {
        running = undefined
      })
    return running
  }

  /**
   * The page may be gone in a moment: no time for locks or answers. What this tab still holds is handed to
   * the host and stays queued, since a beacon is not answered; the collector knows it again by its ids.
   */
  const hide = (): void => {
    if (!mayTry() || backoff.asked()) return
    let left = queue.own().filter(({ key }) => !beaconed.has(key))
    while (left.length) {
      const { count, body } = build(left, maxBatchEvents, losses.unsaid())
      if (!transport.beacon({ url: config.endpoint, body })) return
      for (const { key } of left.slice(0, count)) beaconed.add(key)
      left = left.slice(count)
    }
  }

  return {
    start: () => {
      if (!started) {
        started = true
        lifecycle.onHide(hide)
        lifecycle.onShow(() => {
          beaconed.clear()
          run()
        })
        lifecycle.onOnline(() => {
          backoff.forgive()
          run()
        })
      }
      schedule(config.flushEveryMs)
    },
    debug: id => {
      debugId = id
      return id
    },
    added: bytes => {
      fresh++
      freshBytes += bytes
      if (fresh >= maxBatchEvents || freshBytes >= maxBatchBytes) run()
      else schedule(config.flushEveryMs)
    },
    flush: () => {
      backoff.forgive()
      return run()
    },
  }
}
