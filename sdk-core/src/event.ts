import { toJson } from './json.ts'

/** Properties of an event, by name. What JSON cannot say is left out of the event and reported. */
export type Props = Record<string, unknown>

/** Page and device facts on the wire; equal to `Context` of `@maidian/schemas`. Sizes are CSS pixels. */
export type Context = {
  url?: string | undefined
  title?: string | undefined
  referrer?: string | undefined
  screen?: [number, number] | undefined
  viewport?: [number, number] | undefined
  language?: string | undefined
  tz?: string | undefined
  /** `/product/:id`, where the page says which of its patterns it is. */
  pattern?: string | undefined
  app?: App | undefined
  path?: string | undefined
  query?: string | undefined
  scene?: string | number | undefined
  host?: string | undefined
  model?: string | undefined
  os?: string | undefined
  network?: string | undefined
  sdk_version?: string | undefined
}

export type App = {
  name?: string | undefined
  version?: string | undefined
  env?: 'prod' | 'test' | undefined
}

/** One event on the wire; equal to `Event` of `@maidian/schemas`. `time` in ms since 1970, client clock. */
export type WireEvent = {
  id: string
  event: string
  time: number
  device?: string | undefined
  user?: string | undefined
  plan?: string | undefined
  stream?: string | undefined
  seq?: number | undefined
  session?: string | undefined
  context?: number | undefined
  props?: Props | undefined
}

/** An event at the moment of its call: what plugins see and may change. `time` in ms since 1970. */
export type CapturedEvent = {
  readonly time: number
  event: string
  plan?: string | undefined
  props: Props
  context: Context
}

/** An event on its way into the queue: what `beforeSend` sees and may change. */
export type TrackedEvent = CapturedEvent & {
  readonly id: string
  readonly device: string
  readonly session: string
  user?: string | undefined
}

/** Told for each property that had to be left out. */
export type BadProperty = (name: string, cause: unknown) => void

/**
 * A shallow copy that survives getters which throw; with `sayable` also without what JSON cannot say (circular
 * values, BigInt) and without what a later change by the page would reach. Anything but an object has no properties.
 */
export const copyProps = (props: unknown, bad: BadProperty, sayable?: boolean): Props => {
  const copy: Props = {}
  // Of a string, Object.keys would be the indices of its characters.
  for (const name of typeof props === 'object' ? Object.keys(props ?? copy) : []) {
    try {
      const value = (props as Props)[name]
      const json = sayable && toJson(value)
      copy[name] = json ? JSON.parse(json) : value
    } catch (cause) {
      bad(name, cause)
    }
  }
  return copy
}

/** The event's JSON without its context; begins with `{"id":`. Circular values, BigInt and the like are left out. */
export const encodeEvent = (
  tracked: TrackedEvent,
  place: { stream: string; seq: number },
  bad: BadProperty,
): string => {
  const { id, event, time, plan, session, user, props } = tracked
  const wire: WireEvent = { id, event, time, plan, ...place, session, user, props }
  let json: string
  try {
    json = toJson(wire)
  } catch {
    // Trying all properties one by one costs twice: only for the event that needs it.
    json = toJson({ ...wire, props: copyProps(props, bad, true) })
  }
  // A page may have put its own JSON.stringify in place.
  if (!json.startsWith('{"id":')) throw new TypeError('JSON.stringify')
  return json
}
