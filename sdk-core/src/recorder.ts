import { packEntry, utf8Bytes } from './batch.ts'
import { type CapturedEvent, copyProps, encodeEvent, type TrackedEvent } from './event.ts'
import type { LossReason } from './losses.ts'
import type { Parts } from './parts.ts'
import { badPropertyOf } from './problem.ts'
import type { Who } from './who.ts'

/** What a generated function returns: `track(addToCart({…}))`. `plan` is `name@version#hash`. */
export type PlannedEvent = { event: string; props?: object | undefined; plan?: string | undefined }

/** Takes a call: what it says as of now goes into the queue, or waits for consent. */
export type Record = (call: PlannedEvent) => void

/** Air in a batch for what it has besides its events, in bytes. */
const ENVELOPE = 1000

/** From a call to the queue, in two steps between which a visitor may take time to consent. `added`: an event is in it. */
export const createRecorder = (parts: Parts, added: () => void): Record => {
  const { config, platform, identity, session, superProps, gate, queue, begun, losses, report, newId, each } = parts
  const { beforeSend, app } = config
  const stream = newId().slice(-12)
  let seq = 0

  const lose = (name: string, reason: LossReason, cause?: unknown): void => {
    // A lost event has its number too: gaps are losses.
    seq++
    losses.add(stream, reason)
    report('lost', `${name}: ${reason}`, cause)
  }

  const put = (captured: CapturedEvent, who: Who): void => {
    let reason: LossReason = 'before_send'
    try {
      const { time } = captured
      const id = newId(time)
      const props = { ...superProps.stored(), ...captured.props }
      const made: TrackedEvent = { ...captured, ...who, id, props }
      const event = beforeSend ? beforeSend(made) : made
      if (event === null) return
      // A forgotten `return` would silently drop everything.
      if (!event) throw new TypeError('beforeSend returned nothing')
      reason = 'unserialisable'
      // Identity of event and visitor are not up to the page: the queue and the collector rely on them.
      const whole = { ...event, id, time }
      const text = packEntry(
        { sdk: platform.sdk, device: who.device },
        event.context,
        encodeEvent(whole, { stream, seq }, badPropertyOf(report, event.event)),
      )
      reason = 'too_large'
      const most = config.maxBatchBytes - ENVELOPE
      // Counting the bytes of megabytes would take a while.
      const bytes = text.length > most ? text.length : utf8Bytes(text)
      if (bytes > most) throw new RangeError(`${bytes} bytes`)
      queue.add({ id, stream, text, bytes })
      seq++
      each(plugin => plugin.queued?.(whole))
    } catch (cause) {
      lose(captured.event, reason, cause)
    }
  }

  /** What a call says, as of now: time, page and properties. `hold`: it will wait, so a later change must not reach it. */
  const capture = ({ event: name, props: own, plan }: PlannedEvent, hold: boolean): CapturedEvent | null => {
    if (typeof name !== 'string' || !name) throw new TypeError('track: a name is needed')
    each(plugin => plugin.calling?.(name))
    const bad = badPropertyOf(report, name)
    let event: CapturedEvent | null = {
      time: platform.clock.now(),
      event: name,
      plan,
      props: { ...superProps.live(bad), ...copyProps(own, bad, hold) },
      context: { app, ...platform.context.capture() },
    }
    each(plugin => {
      if (event && plugin.enrich) event = plugin.enrich(event)
    })
    return event
  }

  /** Gives the event its visitor and its number and queues it. */
  const commit = (captured: CapturedEvent): void => {
    const { time, context } = captured
    const who = { ...identity.get(), session: session.touch(time) }
    for (const event of begun) {
      begun.delete(event)
      put({ time, event, props: {}, context: { ...context } }, who)
    }
    put(captured, who)
    added()
  }

  return call => {
    const event = capture(call, !gate.granted())
    if (event && !gate.pass(() => commit(event))) lose(event.event, 'held_full')
  }
}
