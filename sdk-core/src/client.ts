import { createBackoff } from './backoff.ts'
import { resolveConfig, type TrackerConfig } from './config.ts'
import { CONSENT_KEY, type Consent, createConsentGate } from './consent.ts'
import { createDelivery } from './delivery.ts'
import { copyProps, type Props } from './event.ts'
import { createIdentity } from './identity.ts'
import { createLosses } from './losses.ts'
import type { Platform } from './platform.ts'
import type { Host, Plugin } from './plugin.ts'
import { eachOf } from './plugins.ts'
import { badPropertyOf, createReport, messageOf } from './problem.ts'
import { createQueue } from './queue.ts'
import { createRecorder, type PlannedEvent } from './recorder.ts'
import { createSession } from './session.ts'
import { createStore } from './store.ts'
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

/** A tracker that does nothing: where there is no page (server rendering) or no usable configuration. */
export const createInertTracker = <Events extends EventMap<Events> = Record<string, Props>>(): Tracker<Events> => {
  const answer = (name: unknown) => () => (name === 'flush' ? Promise.resolve() : '')
  // Not a thenable: whoever awaits it must get it.
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : answer(name)) }) as Tracker<Events>
}

const start = (given: TrackerConfig, createPlatform: () => Platform): Tracker => {
  const config = resolveConfig(given)
  const { plugins = [], onError, identityFacts, sessionIdleMs, consent } = config
  const platform = createPlatform()
  const { clock, context, storage } = platform
  const report = createReport(onError)
  const each = eachOf(plugins, report)
  const newId = createUuids(clock, context)
  const prefix = `maidian.${config.key}.`
  const facts = createStore(storage, prefix)
  const shared = identityFacts ? createStore({ ...storage, ...identityFacts(createStore(storage, '')) }, prefix) : facts

  const begun = new Set<string>()
  const identity = createIdentity(shared, newId, begun)
  const session = createSession(shared, sessionIdleMs, newId, begun)
  const losses = createLosses(facts)
  const queue = createQueue(facts, newId, losses)
  const backoff = createBackoff(facts, clock, context)
  const gate = createConsentGate(facts, consent)
  const superProps = createSuperProps(facts, gate.pass)
  const parts = {
    config,
    platform,
    report,
    each,
    newId,
    begun,
    identity,
    session,
    superProps,
    gate,
    queue,
    losses,
    backoff,
  }
  const delivery = createDelivery(parts, `${prefix}send`)
  const record = createRecorder(parts, delivery.added)

  /** Every public entry that takes what the page gives: the page gets no exception. */
  const guarded =
    <A extends unknown[]>(run: (...args: A) => void): ((...args: A) => void) =>
    (...args) => {
      try {
        run(...args)
      } catch (cause) {
        report('call', messageOf(cause), cause)
      }
    }
  const { granted } = gate
  const copy = (props: unknown): Props => copyProps(props, badPropertyOf(report, 'properties'), true)
  const started = new Set<Plugin>()
  /** Once: a second consent is no second start. */
  const ready = (plugin: Plugin): void => {
    if (started.has(plugin)) return
    started.add(plugin)
    plugin.ready?.(host)
  }

  const host: Host = {
    track: guarded((event: string | PlannedEvent, props?: object): void => {
      record(typeof event === 'string' ? { event, props } : event)
    }),
    identify: guarded((user: string, profile?: object, options?: { ids?: Record<string, string> }): void => {
      const name = String(user ?? '')
      if (!name) throw new TypeError('identify: a user is needed')
      gate.pass(() => identity.set({ ...identity.get(), user: name }))
      record({ event: '$identify', props: { ids: options?.ids } })
      if (profile) record({ event: '$profile_set', props: { properties: copy(profile) } })
    }),
    reset: guarded((): void => {
      gate.pass(() => {
        identity.reset()
        session.end()
        superProps.reset()
      })
    }),
    register: guarded((props: object): void => superProps.add(copy(props))),
    registerOnce: guarded((props: object): void => superProps.add(copy(props), true)),
    unregister: guarded((name: string): void => superProps.remove(name)),
    registerPage: guarded((props: object): void => superProps.setPage(copy(props))),
    consent: guarded((state: Consent, options?: { erase?: boolean }): void => {
      if (!['pending', 'granted', 'denied'].includes(state)) throw new TypeError('consent: pending, granted or denied')
      if (options?.erase) {
        identity.forget()
        session.end()
        superProps.reset()
        queue.forget()
        for (const key of facts.keys('')) if (key !== CONSENT_KEY) facts.remove(key)
      }
      gate.choose(state, () => {
        delivery.start()
        each(ready)
      })
    }),
    flush: delivery.flush,
    deviceId: () => (granted() ? identity.get().device : ''),
    debug: (id = newId().slice(-6)) => delivery.debug(id),
    facts,
    identity,
    session,
    begun,
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
    createReport(config?.onError)('config', messageOf(cause), cause)
    return createInertTracker<Events>()
  }
}
