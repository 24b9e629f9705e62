import { derivedId } from '../derived-id.ts'
import type { MappedEvent } from '../take-mapped.ts'
import { firstText, isObject, type Json, known, objectOf, textOf, without } from '../values.ts'
import { builtIn } from './built-in-events.ts'
import { CONTEXT_PRESETS, messageContext } from './message-context.ts'
import { type Identity, messageIdentity } from './message-identity.ts'

type Made = { event: unknown; props: Json; device?: string; user?: string }
type Make = (message: Json, at: { props: Json; identity: Identity }) => Made

/** What `item_set` is about has no user; one device of no person keeps what is said of items in order. */
const ITEMS = '$items'

/** Written anew each time that a batch is sent. */
const PER_ATTEMPT = new Set(['_flush_time'])

const profile =
  (event: string): Make =>
  (_, { props }) => ({ event, props: { properties: props } })

const item =
  (event: string): Make =>
  (message, { props }) => ({
    event,
    props: known({ kind: textOf(message.item_type), item_id: textOf(message.item_id), attributes: props }),
    device: ITEMS,
  })

/** A device, and further ids, become somebody's. */
const link: Make = (message, { props, identity }) => ({
  event: '$identify',
  props: { ...props, ...known({ ids: identity.ids }) },
  user: firstText(identity.user, message.type === 'track_signup' ? message.distinct_id : ''),
  device: firstText(message.original_id, identity.device),
})

const MAKE: Record<string, Make> = {
  track: (message, { props }) =>
    typeof message.event === 'string' ? builtIn(message.event, props) : { event: undefined, props },
  track_signup: link,
  track_id_bind: link,
  // What is not carried out here is kept as an event of its own, flagged for its name.
  track_id_unbind: (_, { props, identity }) => ({ event: '$UnbindID', props: { ...props, ids: identity.ids } }),
  profile_set: profile('$profile_set'),
  profile_set_once: profile('$profile_set_once'),
  profile_increment: profile('$profile_add'),
  profile_append: profile('$profile_append'),
  profile_unset: profile('$profile_unset'),
  profile_delete: profile('$profile_delete'),
  item_set: item('$item_set'),
  item_delete: item('$item_delete'),
}

/** What `_track_id` tells apart; messages of mini-programs about profiles have none, so all of them decides. */
const idOf = (message: Json, time: number | null): string => {
  const { type, event, distinct_id, _track_id, item_type, item_id } = message
  const rest = _track_id === undefined ? without(message, PER_ATTEMPT) : [item_type, item_id]
  return derivedId([type, event, distinct_id, _track_id, time, rest], { timed: time !== null })
}

const timeOf = (time: unknown): number | null =>
  typeof time === 'number' && Number.isFinite(time) ? Math.trunc(time) : null

/** When the batch was sent; a message sent alone does not say. */
export const flushTime = (messages: readonly unknown[]): number | undefined => {
  const times = messages.map(one => timeOf(objectOf(one)._flush_time)).filter(time => time !== null)
  return times.length === 0 ? undefined : Math.max(...times)
}

/** The event that a message of 神策's libraries becomes. One of no known type goes into quarantine for want of a name. */
export const mapMessage = (message: unknown, { index, received }: { index: number; received: number }): MappedEvent => {
  if (!isObject(message)) return { from: { index, id: '' }, event: message, context: null, sdk: '' }
  const sent = objectOf(message.properties)
  const lib = objectOf(message.lib)
  const type = textOf(message.type)
  const identity = messageIdentity(message)
  const props = without(sent, CONTEXT_PRESETS)
  const make: Make = Object.hasOwn(MAKE, type) ? (MAKE[type] as Make) : () => ({ event: undefined, props })
  const { device = identity.device, user = identity.user, ...made } = make(message, { props, identity })
  const time = timeOf(message.time)
  return {
    from: { index, id: textOf(message._track_id) },
    event: known({ id: idOf(message, time), time: time ?? received, device, user, ...made }),
    context: messageContext(sent),
    sdk: [firstText(lib.$lib, sent.$lib), firstText(lib.$lib_version, sent.$lib_version)].filter(Boolean).join('/'),
    ip: textOf(sent.$ip),
    ua: textOf(sent.$user_agent),
  }
}
