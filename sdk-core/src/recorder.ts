import { packEntry, utf8Bytes } from './batch.ts'
import type { ResolvedConfig } from './config.ts'
import { copyProps, encodeEvent, type TrackedEvent } from './event.ts'
import type { Identity } from './identity.ts'
import type { Losses, LossReason } from './losses.ts'
import type { Platform } from './platform.ts'
import type { Report } from './problem.ts'
import type { Queue } from './queue.ts'
import type { Session } from './session.ts'

/** What a generated function returns: `track(addToCart({…}))`. `plan` is `name@version#hash`. */
export type PlannedEvent = { event: string; props?: object | undefined; plan?: string | undefined }

type RecorderDeps = {
  config: ResolvedConfig
  platform: Platform
  identity: Identity
  session: Session
  queue: Queue
  losses: Losses
  report: Report
  newId: () => string
}

/** Air in a batch for what it has besides its events, in bytes. */
const ENVELOPE = 1024

/**
 * From a call to the queue: time, page, identity and properties are those of the call. Returns the bytes
 * that joined the queue, 0 when nothing did.
 */
export const createRecorder = (deps: RecorderDeps): ((call: PlannedEvent) => number) => {
  const { config, platform, identity, session, queue, losses, report, newId } = deps
  const { clock, context } = platform
  const { plugins = [], beforeSend, app } = config
  const stream = newId().slice(-12)
  let seq = 0

  /** The event after plugins and `beforeSend`; null when one of them does not want it. */
  const passed = (event: TrackedEvent): TrackedEvent | null => {
    let current: TrackedEvent | null = event
    for (const plugin of plugins) {
      try {
        if (current && plugin.enrich) current = plugin.enrich(current)
      } catch (cause) {
        report({ code: 'plugin', message: plugin.name, event: event.id, cause })
      }
    }
    if (!current || !beforeSend) return current
    const kept = beforeSend(current)
    // A forgotten `return` would silently drop everything.
    if (kept === undefined) throw new TypeError('beforeSend returned undefined: return the event, or null')
    return kept
  }

  const announce = (name: string): void => {
    for (const plugin of plugins) {
      try {
        plugin.calling?.(name)
      } catch (cause) {
        report({ code: 'plugin', message: plugin.name, cause })
      }
    }
  }

  return ({ event: name, props: ownProps, plan }) => {
    if (typeof name !== 'string' || !name) throw new TypeError('track: an event name is needed')
    announce(name)
    const id = newId()
    const bad = (property: string, cause: unknown): void =>
      report({ code: 'property', message: `${name}: ${property} is left out`, event: id, cause })
    const { device, user, props } = identity.get()
    let reason: LossReason = 'unserialisable'
    try {
      const time = clock.now()
      const page = app ? { ...context.capture(), app } : context.capture()
      const all = { ...props, ...copyProps(ownProps, bad) }
      const made = { id, time, device, session: session.touch(), event: name, plan, user, props: all, context: page }
      reason = 'before_send'
      const event = passed(made)
      if (!event) return 0
      reason = 'unserialisable'
      // Identity of event and visitor are not up to plugins: the queue and the collector rely on them.
      const json = encodeEvent({ ...event, id, time }, { stream, seq }, bad)
      const text = packEntry({ sdk: platform.sdk, device }, event.context, json)
      const bytes = utf8Bytes(text)
      reason = 'too_large'
      if (bytes > config.maxBatchBytes - ENVELOPE) throw new RangeError(`${bytes} bytes`)
      queue.add({ id, stream, text, bytes })
      seq++
      return bytes
    } catch (cause) {
      // A lost event has its number too: gaps are losses.
      seq++
      losses.add(stream, reason)
      report({ code: 'lost', message: `${name}: ${reason}`, event: id, cause })
      return 0
    }
  }
}
