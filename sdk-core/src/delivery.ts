import { isRefusal, isUnfit, remarksIn } from './answer.ts'
import { attempt } from './attempt.ts'
import { buildBatch, type Dropped, type Entry, type Place } from './batch.ts'
import type { LossReason } from './losses.ts'
import type { Parts } from './parts.ts'
import type { Answer } from './platform.ts'
import { messageOf } from './problem.ts'

export type Delivery = {
  /** An event has joined the queue. */
  added(): void
  /** Begins to send what an earlier visit or a denial left behind. */
  start(): void
  /** Names the batches by `id`, so that the collector tells every verdict and others can follow. Returns the id. */
  debug(id: string): string
  /** Tries to send all that waits now; resolves when that is done or has to wait. Never rejects. */
  flush(): Promise<void>
}

/**
 * Brings the queue to the collector: one request in flight over all tabs, and events leave the queue by id,
 * only once acknowledged. It is a pass over what waits, run under the lock, again and again.
 */
export const createDelivery = (parts: Parts, lockName: string): Delivery => {
  const { config, platform, queue, losses, backoff, report, each, gate } = parts
  const { clock, transport } = platform
  const { maxBatchEvents, maxBatchBytes, flushEveryMs, endpoint: url } = config
  /** The last key that went by beacon; keys are in order. */
  let beaconed = ''
  let debugId: string | undefined
  let stopped = false
  /** Events per batch: halved when the collector wants it smaller, doubled again with each success. */
  let size = maxBatchEvents
  /** What came since the last pass began. */
  let fresh = 0
  let cancelTimer: (() => void) | undefined
  let last = Promise.resolve()
  let next: Promise<void> | undefined

  const mayTry = (): boolean => !stopped && gate.granted()

  const schedule = (ms = flushEveryMs): void => {
    cancelTimer ??= clock.after(ms, run)
  }

  const lose = (places: Place[], reason: LossReason): void => {
    if (!places.length) return
    // Counted before they go: a crash in between counts them twice rather than not at all.
    for (const { stream } of places) losses.add(stream, reason)
    report('lost', `${places.length} events: ${reason}`)
    queue.remove(places)
  }

  /** What waits, once the oldest over the caps are evicted. */
  const waiting = (): Place[] => {
    const places = queue.list()
    let bytes = places.reduce((sum, place) => sum + place.bytes, 0)
    let over = 0
    while (places.length - over > config.maxQueueEvents || bytes > config.maxQueueBytes) bytes -= places[over++]!.bytes
    lose(places.splice(0, over), 'queue_full')
    return places
  }

  const build = (entries: Entry[], lost: Dropped[]): { count: number; body: string } =>
    buildBatch(entries, size, maxBatchBytes, { sent: clock.now(), debug: debugId, dropped: lost[0] && lost })

  /** The answer to a request, or that there was none: some hosts keep a request for ever. */
  const ask = (body: string): Promise<Answer> => {
    const timeout = config.requestTimeoutMs
    return new Promise(resolve => {
      const none = (): void => resolve({ status: 0 })
      clock.after(timeout, none)
      transport.send({ url, body, timeout }).then(resolve, none)
    })
  }

  /** Sends the first of these entries, and what is lost; returns how many need not go again. */
  const send = async (entries: Entry[], dropped: Dropped[]): Promise<number> => {
    const { count, body } = build(entries, dropped)
    const answer = await ask(body)
    const remarks = remarksIn(answer)
    const batch = entries.slice(0, count)
    const message = `status ${answer.status}`
    if (remarks) {
      queue.remove(batch)
      losses.said(dropped.splice(0))
      backoff.clear()
      size = Math.min(maxBatchEvents, size * 2)
      each(plugin => plugin.answered?.(remarks))
      for (const remark of remarks) {
        if (remark.verdict !== 'accepted') report('remark', `collector: ${remark.verdict}`, undefined, remark)
      }
      return count
    }
    if (isUnfit(answer)) {
      size = Math.ceil(count / 2)
      if (count > 1) return 0
      lose(batch, answer.status === 413 ? 'too_large' : 'refused')
      return 1
    }
    if (isRefusal(answer)) {
      stopped = true
      report('stopped', message)
    } else report('waiting', `${message}, again in ${backoff.fail(answer.retryAfter)} ms`)
    return 0
  }

  const pass = async (): Promise<void> => {
    fresh = 0
    const places = waiting()
    const dropped = losses.unsaid()
    while (places.length && mayTry() && !backoff.left()) {
      const entries = queue.read(places.splice(0, size))
      if (entries.length) places.unshift(...entries.slice(await send(entries, dropped)))
    }
    if (places.length && mayTry()) schedule(backoff.left() || flushEveryMs)
  }

  /** A pass after the one that runs; one that has not begun yet serves all who ask. */
  const run = (): Promise<void> => {
    cancelTimer?.()
    cancelTimer = undefined
    next ??= last = last
      .then(() => {
        next = undefined
        return gate.granted() ? platform.lock(lockName, pass) : undefined
      })
      .catch(cause => {
        report('call', messageOf(cause), cause)
        schedule(backoff.fail())
      })
    return next
  }

  /**
   * The page may be gone in a moment: no time for locks or answers. What this tab still holds is handed to
   * the host and stays queued, since a beacon is not answered; the collector knows it again by its ids.
   */
  const hide = (): void => {
    if (!mayTry() || backoff.asked()) return
    const left = queue.own().filter(({ key }) => key > beaconed)
    while (left.length) {
      const { count, body } = build(left, losses.unsaid())
      transport.beacon({ url, body })
      for (const { key } of left.splice(0, count)) beaconed = key
    }
  }

  platform.lifecycle(moment => {
    if (moment === 'hide') attempt(hide)
    else {
      beaconed = ''
      if (moment === 'online') backoff.forgive()
      run()
    }
  })

  return {
    start: schedule,
    debug: id => {
      debugId = id
      return id
    },
    added: () => {
      if (++fresh >= maxBatchEvents) run()
      else schedule()
    },
    flush: () => {
      backoff.forgive()
      return run()
    },
  }
}
