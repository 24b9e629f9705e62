import type { MappedEvent } from '../take-mapped.ts'
import { firstText, isObject, type Json, known, objectOf, textOf, without } from '../values.ts'
import { messageContext } from './message-context.ts'
import { messageIds } from './message-id.ts'
import { messageTime } from './message-time.ts'

type Part = { part?: string; event: unknown; props: Json; user?: string; device?: string }

/** What a page's own context says already, and urls whose query nobody would clean. */
const PAGE_FIELDS = new Set([
  'url',
  'path',
  'search',
  'title',
  'referrer',
  'referring_domain',
  'tab_url',
  'initial_referrer',
  'initial_referring_domain',
])

/** Addresses, which the source has a policy for, must not come to rest among properties. */
const CONTEXT = new Set(['context'])

const hasSome = (object: Json): boolean => Object.keys(object).length > 0

const viewProps = (message: Json): Json => ({
  ...without(objectOf(message.properties), PAGE_FIELDS),
  ...known({ name: textOf(message.name), category: textOf(message.category) }),
})

/** RudderStack's libraries send traits in the context. */
const traitsOf = (message: Json): Json => ({
  ...objectOf(objectOf(message.context).traits),
  ...objectOf(message.traits),
})

const identify = (message: Json): Part[] => {
  const traits = traitsOf(message)
  const profile = { event: '$profile_set', props: { properties: traits } }
  // Traits of somebody who has no name yet are that device's.
  if (textOf(message.userId) === '') return [profile]
  const link = { event: '$identify', props: {} }
  return hasSome(traits) ? [link, { part: 'profile', ...profile }] : [link]
}

/** A group is an item of its own, and a property of the user's profile. */
const group = (message: Json): Part[] => {
  const groupId = textOf(message.groupId)
  const member = { event: '$profile_set', props: { properties: { group_id: groupId } } }
  const attributes = objectOf(message.traits)
  if (!hasSome(attributes)) return [member]
  return [member, { part: 'group', event: '$item_set', props: { kind: 'group', item_id: groupId, attributes } }]
}

/** Two ids are one person: what the first did before is the second's. */
const alias = (message: Json): Part[] => [
  { event: '$identify', props: {}, device: firstText(message.previousId, message.anonymousId) },
]

const view = (message: Json): Part[] => [{ event: '$page_view', props: viewProps(message) }]

const PARTS: Record<string, (message: Json) => Part[]> = {
  track: message => [{ event: message.event, props: objectOf(message.properties) }],
  page: view,
  screen: view,
  identify,
  group,
  alias,
}

const sdkOf = ({ name, version }: Json): string => [textOf(name), textOf(version)].filter(Boolean).join('/')

/**
 * The events that a message of Segment's or RudderStack's libraries becomes. `type`: the one that its address names,
 * where it is sent alone. A message of no known type keeps its id and time, and is put into quarantine for want of a
 * name.
 */
export const mapMessage = (
  message: unknown,
  { index, received, type: addressed }: { index: number; received: number; type?: string | undefined },
): MappedEvent[] => {
  if (!isObject(message)) return [{ from: { index, id: '' }, event: message, context: null, sdk: '' }]
  const type = addressed ?? textOf(message.type)
  const parts = Object.hasOwn(PARTS, type)
    ? (PARTS[type] as (message: Json) => Part[])(message)
    : [{ event: undefined, props: without(message, CONTEXT) }]
  const context = objectOf(message.context)
  const time = messageTime(message)
  const idOf = messageIds(message, { time, received })
  const shared = {
    from: { index, id: textOf(message.messageId) },
    context: messageContext(message, type),
    sdk: sdkOf(objectOf(context.library)),
    ip: textOf(context.ip),
    ua: textOf(context.userAgent),
  }
  return parts.map(({ part = '', event, props, device = textOf(message.anonymousId) }) => ({
    ...shared,
    event: known({
      id: idOf(part),
      event,
      time: time ?? received,
      device,
      user: textOf(message.userId),
      session: textOf(context.sessionId),
      props,
    }),
  }))
}
