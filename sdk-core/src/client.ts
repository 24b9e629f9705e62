import { resolveConfig, type TrackerConfig } from './config.ts'
import { createDelivery } from './delivery.ts'
import { copyProps, type Props } from './event.ts'
import { withMemory } from './facts.ts'
import { createIdentity } from './identity.ts'
import { createLosses } from './losses.ts'
import type { Platform } from './platform.ts'
import { createReport, messageOf } from './problem.ts'
import { createQueue } from './queue.ts'
import { createRecorder, type PlannedEvent } from './recorder.ts'
import { createBackoff } from './retry.ts'
import { createSession } from './session.ts'
import { createUuids } from './uuid.ts'

/** Event name → its properties: what the plan's generated types say, or any. */
export type EventMap<Events> = { [Name in keyof Events]: object }

type Arguments<P> = Record<never, never> extends P ? [props?: P] : [props: P]

export type Tracker<Events extends EventMap<Events> = Record<string, Props>> = {
  /** Records an event as of now: time, page, user and properties are taken at the call. */
  track<Name extends keyof Events & string>(name: Name, ...props: Arguments<Events[Name]>): void
  track(event: PlannedEvent): void
  /** Names the user from here on: sends `$identify` with further ids, and `$profile_set` when a profile is given. */
  identify(user: string, profile?: object, options?: { ids?: Record<string, string> }): void
  /** Logout: a new device id and session, no user, no super properties. What is queued stays queued. */
  reset(): void
  /** Adds super properties: they are on every later event, and persist. An event's own properties win. */
  register(props: object): void
  unregister(name: string): void
  /** Tries to send what waits; resolves when that is acknowledged or has to wait. Never rejects. */
  flush(): Promise<void>
  deviceId(): string
}

/** A tracker that does nothing: where there is no page (server rendering) or no usable configuration. */
export const createInertTracker = <Events extends EventMap<Events> = Record<string, Props>>(): Tracker<Events> => ({
  track: () => {},
  identify: () => {},
  reset: () => {},
  register: () => {},
  unregister: () => {},
  flush: () => Promise.resolve(),
  deviceId: () => '',
})

const start = (given: TrackerConfig, createPlatform: () => Platform): Tracker => {
  const config = resolveConfig(given)
  const platform = createPlatform()
  const report = createReport(config.onError)
  const { clock, context } = platform
  const { plugins = [] } = config
  const prefix = `maidian.${config.key}.`
  const facts = withMemory(platform.facts)
  const newId = createUuids(clock, context)
  const random = (): number => {
    const [high = 0, low = 0] = context.random(2)
    return (high * 256 + low) / 65_536
  }

  const identity = createIdentity({ facts, key: `${prefix}who`, newId })
  const session = createSession({ facts, key: `${prefix}session`, clock, idleMs: config.sessionIdleMs, newId })
  const losses = createLosses(facts, `${prefix}lost`)
  const queue = createQueue({
    storage: platform.storage,
    prefix: `${prefix}q.`,
    unreadable: place => losses.add(place.stream, 'unreadable'),
  })
  const backoff = createBackoff({ facts, key: `${prefix}wait`, clock, random })
  const lockName = `${prefix}send`
  const delivery = createDelivery({ config, platform, queue, losses, backoff, report, lockName })
  const record = createRecorder({ config, platform, identity, session, queue, losses, report, newId })

  /** Every public entry: the page gets no exception. */
  const guarded =
    <A extends unknown[], R>(run: (...args: A) => R, otherwise?: R): ((...args: A) => R) =>
    (...args) => {
      try {
        return run(...args)
      } catch (cause) {
        report({ code: 'call', message: messageOf(cause), cause })
        return otherwise as R
      }
    }
  const send = (event: PlannedEvent): void => {
    delivery.added(record(event))
  }
  const leftOut = (name: string, cause: unknown): void =>
    report({ code: 'property', message: `${name} is left out`, cause })

  const tracker: Tracker = {
    track: guarded((event: string | PlannedEvent, props?: object): void => {
      send(typeof event === 'string' ? { event, props } : event)
    }),
    identify: guarded((user: string, profile?: object, options?: { ids?: Record<string, string> }): void => {
      const name = String(user ?? '')
      if (!name) throw new TypeError('identify: a user is needed')
      identity.set({ user: name })
      send({ event: '$identify', props: options?.ids && { ids: options.ids } })
      if (profile) send({ event: '$profile_set', props: { properties: copyProps(profile, leftOut, true) } })
    }),
    reset: guarded((): void => {
      identity.reset()
      session.reset()
    }),
    register: guarded((props: object): void => {
      identity.set({ props: { ...identity.get().props, ...copyProps(props, leftOut, true) } })
    }),
    unregister: guarded((name: string): void => {
      const { [name]: _, ...props } = identity.get().props
      identity.set({ props })
    }),
    flush: guarded(() => delivery.flush(), Promise.resolve()),
    deviceId: guarded(() => identity.get().device, ''),
  }
  for (const plugin of plugins) {
    try {
      plugin.setup?.(tracker)
    } catch (cause) {
      report({ code: 'plugin', message: plugin.name, cause })
    }
  }
  return tracker
}

/** A tracker on a platform; never throws. What each host's `createTracker` is made of. */
export const createClient = <Events extends EventMap<Events> = Record<string, Props>>(
  config: TrackerConfig,
  createPlatform: () => Platform,
): Tracker<Events> => {
  try {
    return start(config, createPlatform) as unknown as Tracker<Events>
  } catch (cause) {
    createReport(config?.onError)({ code: 'config', message: messageOf(cause), cause })
    return createInertTracker<Events>()
  }
}
