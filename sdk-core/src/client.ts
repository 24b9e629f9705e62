import { resolveConfig, type TrackerConfig } from './config.ts'
import { type Consent, createConsentGate } from './consent.ts'
import { createDelivery } from './delivery.ts'
import { copyProps, type Props } from './event.ts'
import { withMemory } from './facts.ts'
import { createIdentity } from './identity.ts'
import { createLosses } from './losses.ts'
import type { Platform } from './platform.ts'
import type { Host, Plugin } from './plugin.ts'
import { eachOf } from './plugins.ts'
import { createReport, messageOf } from './problem.ts'
import { createQueue } from './queue.ts'
import { createRecorder, type PlannedEvent } from './recorder.ts'
import { createBackoff } from './retry.ts'
import { createSession } from './session.ts'
import { createSuperProps } from './super-props.ts'
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
  /**
   * Adds super properties: they are on every later event, and persist. A function is asked at each event and lives
   * as long as the page. An event's own properties win.
   */
  register(props: object): void
  /** The same for those that have no value yet. */
  registerOnce(props: object): void
  unregister(name: string): void
  /** Super properties of this page alone: replaces those of the page before. */
  registerPage(props: object): void
  /**
   * The visitor's choice, kept for later visits. While `pending`, calls wait in memory and keep their time. `erase`
   * also removes what is stored: ids, super properties and events that are not sent yet.
   */
  consent(state: Consent, options?: { erase?: boolean }): void
  /** Tries to send what waits; resolves when that is acknowledged or has to wait. Never rejects. */
  flush(): Promise<void>
  /** Empty before consent. */
  deviceId(): string
  /** From here on each event's verdict is told, and others may follow by the id that this returns. */
  debug(id?: string): string
}

const METHODS = 'track identify reset register registerOnce unregister registerPage consent flush deviceId debug'

/** A tracker that does nothing: where there is no page (server rendering) or no usable configuration. */
export const createInertTracker = <Events extends EventMap<Events> = Record<string, Props>>(): Tracker<Events> =>
  ({
    ...Object.fromEntries(METHODS.split(' ').map(name => [name, () => ''])),
    flush: () => Promise.resolve(),
  }) as unknown as Tracker<Events>

const start = (given: TrackerConfig, createPlatform: () => Platform): Tracker => {
  const config = resolveConfig(given)
  const platform = createPlatform()
  const report = createReport(config.onError)
  const { clock, context, storage } = platform
  const each = eachOf(config.plugins ?? [], report)
  const prefix = `maidian.${config.key}.`
  const facts = withMemory(platform.facts)
  const shared = config.identityFacts?.(facts) ?? facts
  const newId = createUuids(clock, context)
  const random = (): number => {
    const [high = 0, low = 0] = context.random(2)
    return (high * 256 + low) / 65_536
  }

  const identity = createIdentity({ facts: shared, key: `${prefix}who`, newId })
  const session = createSession({ facts: shared, key: `${prefix}session`, clock, idleMs: config.sessionIdleMs, newId })
  const losses = createLosses(facts, `${prefix}lost`)
  const queue = createQueue({
    storage,
    root: prefix,
    newId,
    unreadable: place => losses.add(place.stream, 'unreadable'),
  })
  const backoff = createBackoff({ facts, key: `${prefix}wait`, clock, random })
  const gate = createConsentGate({
    facts,
    key: `${prefix}consent`,
    initial: config.consent,
    full: () => recorder.lose('consent', 'held_full'),
  })
  const superProps = createSuperProps({ facts, key: `${prefix}props`, pass: gate.pass })
  const recorder = createRecorder({
    config,
    platform,
    identity,
    session,
    superProps,
    queue,
    losses,
    report,
    newId,
    each,
  })
  const granted = (): boolean => gate.state() === 'granted'
  const delivery = createDelivery({
    config,
    platform,
    queue,
    losses,
    backoff,
    report,
    each,
    granted,
    lockName: `${prefix}send`,
  })

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
  const leftOut = (name: string, cause: unknown): void =>
    report({ code: 'property', message: `${name} is left out`, cause })
  const copy = (props: unknown): Props => copyProps(props, leftOut, true)

  const send = (call: PlannedEvent): void => {
    const state = gate.state()
    const event = state === 'denied' ? null : recorder.capture(call, state === 'pending')
    if (event) gate.pass(() => delivery.added(recorder.commit(event)))
  }
  const started = new Set<Plugin>()
  /** Once: a second consent is no second start. */
  const ready = (plugin: Plugin): void => {
    if (started.has(plugin)) return
    started.add(plugin)
    plugin.ready?.(host)
  }
  const erase = async (): Promise<void> => {
    superProps.reset()
    for (const key of ['who', 'session']) shared.remove(prefix + key)
    identity.forget()
    queue.forget()
    for (const key of await storage.keys(prefix)) {
      if (key === `${prefix}consent`) continue
      facts.remove(key)
      storage.remove(key)
    }
  }

  const host: Host = {
    track: guarded((event: string | PlannedEvent, props?: object): void => {
      send(typeof event === 'string' ? { event, props } : event)
    }),
    identify: guarded((user: string, profile?: object, options?: { ids?: Record<string, string> }): void => {
      const name = String(user ?? '')
      if (!name) throw new TypeError('identify: a user is needed')
      gate.pass(() => identity.set({ ...identity.get(), user: name }))
      send({ event: '$identify', props: options?.ids && { ids: options.ids } })
      if (profile) send({ event: '$profile_set', props: { properties: copy(profile) } })
    }),
    reset: guarded((): void =>
      gate.pass(() => {
        identity.reset()
        session.set()
        superProps.reset()
      }),
    ),
    register: guarded((props: object): void => superProps.add(copy(props))),
    registerOnce: guarded((props: object): void => superProps.add(copy(props), true)),
    unregister: guarded((name: string): void => superProps.remove(name)),
    registerPage: guarded((props: object): void => superProps.setPage(copy(props))),
    consent: guarded((state: Consent, options?: { erase?: boolean }): void => {
      if (!['pending', 'granted', 'denied'].includes(state)) throw new TypeError('consent: pending, granted or denied')
      if (options?.erase) erase().catch(cause => report({ code: 'call', message: 'erase', cause }))
      gate.choose(state, () => {
        delivery.start()
        each(ready)
      })
    }),
    flush: guarded(() => delivery.flush(), Promise.resolve()),
    deviceId: guarded(() => (granted() ? identity.get().device : ''), ''),
    debug: guarded((id = newId().slice(-6)) => delivery.debug(id), ''),
    facts: {
      get: key => facts.get(prefix + key),
      set: (key, value) => facts.set(prefix + key, value),
      remove: key => facts.remove(prefix + key),
    },
    who: () => (granted() ? { ...identity.get(), session: session.touch(clock.now()) } : undefined),
    adopt: guarded(({ device, session: id }): void => {
      identity.set({ ...identity.get(), device })
      session.set(id)
      // Whoever comes from another site of ours has been seen there.
      identity.isNew()
    }),
    report,
  }
  each(plugin => {
    plugin.setup?.(host)
    // Before the next plugin's events: one that hands over who somebody is comes before page views.
    if (granted()) ready(plugin)
  })
  if (granted()) delivery.start()
  return host
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
