import { packEntry, utf8Bytes } from './batch.ts'
import type { ResolvedConfig } from './config.ts'
import { type CapturedEvent, copyProps, encodeEvent, type TrackedEvent } from './event.ts'
import type { Identity } from './identity.ts'
import type { Losses, LossReason } from './losses.ts'
import type { Platform } from './platform.ts'
import type { Who } from './plugin.ts'
import type { EachPlugin } from './plugins.ts'
import type { Report } from './problem.ts'
import type { Queue } from './queue.ts'
import type { Session } from './session.ts'
import type { SuperProps } from './super-props.ts'

/** What a generated function returns: `track(addToCart({…}))`. `plan` is `name@version#hash`. */
export type PlannedEvent = { event: string; props?: object | undefined; plan?: string | undefined }

export type Recorder = {
  /** What a call says, as of now: time, page and properties. `hold`: it will wait, so a later change must not reach it. */
  capture(call: PlannedEvent, hold: boolean): CapturedEvent | null
  /** Gives the event its visitor and its number and queues it. Returns the bytes that joined the queue; 0: none did. */
  commit(event: CapturedEvent): number
  /** Counts an event that is lost. */
  lose(name: string, reason: LossReason, cause?: unknown): void
}

type RecorderDeps = {
  config: ResolvedConfig
  platform: Platform
  identity: Identity
  session: Session
  superProps: SuperProps
  queue: Queue
  losses: Losses
  report: Report
  newId: (time?: number) => string
  each: EachPlugin
}

/** Air in a batch for what it has besides its events, in bytes. */
const ENVELOPE = 1024

/** From a call to the queue, in two steps between which a visitor may take time to consent. */
export const createRecorder = (deps: RecorderDeps): Recorder => {
  const { config, platform, identity, session, superProps, queue, losses, report, newId, each } = deps
  const { clock, context } = platform
  const { beforeSend, app } = config
  const stream = newId().slice(-12)
  let seq = 0

  const lose: Recorder['lose'] = (name, reason, cause) => {
    // A lost event has its number too: gaps are losses.
    seq++
    losses.add(stream, reason)
    report({ code: 'lost', message: `${name}: ${reason}`, cause })
  }
  const badIn =
    (name: string) =>
    (property: string, cause: unknown): void =>
      report({ code: 'property', message: `${name}: ${property} is left out`, cause })

  const put = (captured: CapturedEvent, who: Who): number => {
    let reason: LossReason = 'before_send'
    try {
      const { time } = captured
      const id = newId(time)
      const { device } = who
      const props = { ...superProps.stored(), ...captured.props }
      const made: TrackedEvent = { ...captured, ...who, id, props }
      const event = beforeSend ? beforeSend(made) : made
      if (event === null) return 0
      // A forgotten `return` would silently drop everything.
      if (!event) throw new TypeError('beforeSend returned nothing: return the event, or null')
      reason = 'unserialisable'
      // Identity of event and visitor are not up to the page: the queue and the collector rely on them.
      const whole = { ...event, id, time }
      const text = packEntry(
        { sdk: platform.sdk, device },
        event.context,
        encodeEvent(whole, { stream, seq }, badIn(event.event)),
      )
      reason = 'too_large'
      const most = config.maxBatchBytes - ENVELOPE
      // Counting the bytes of megabytes would take a while.
      const bytes = text.length > most ? text.length : utf8Bytes(text)
      if (bytes > most) throw new RangeError(`${bytes} bytes`)
      queue.add({ id, stream, text, bytes })
      seq++
      each(plugin => plugin.queued?.(whole))
      return bytes
    } catch (cause) {
      lose(captured.event, reason, cause)
      return 0
    }
  }

  return {
    lose,
    capture: ({ event: name, props: own, plan }, hold) => {
      if (typeof name !== 'string' || !name) throw new TypeError('track: an event name is needed')
      each(plugin => plugin.calling?.(name))
      const bad = badIn(name)
      const page = context.capture()
      const props = { ...superProps.live(bad), ...copyProps(own, bad, hold) }
      let event: CapturedEvent | null = {
        time: clock.now(),
        event: name,
        plan,
        props,
        context: app ? { ...page, app } : page,
      }
      each(plugin => {
        if (event && plugin.enrich) event = plugin.enrich(event)
      })
      return event
    },
    commit: captured => {
      const { time, context: page } = captured
      const who = { ...identity.get(), session: session.touch(time) }
      const automatic = (event: string): number => put({ time, event, props: {}, context: { ...page } }, who)
      let bytes = identity.isNew() ? automatic('$first_visit') : 0
      if (session.hasBegun()) bytes += automatic('$session_start')
      return bytes + put(captured, who)
    },
  }
}
