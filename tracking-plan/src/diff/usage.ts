import { BUILT_IN_EVENTS, type SourceKind } from '@maidian/schemas'
import type { PlanContent, PlanEvent, Property } from '../model.ts'
import { own } from './same.ts'

/** Where an event carries a property: `event`, `variants`, `every_event`, or `items[]` for the elements of a list. */
export type PlaceName = string

/** property → where the event carries it. */
export type PlacesOfProperties = ReadonlyMap<string, ReadonlySet<PlaceName>>

/** Which events use what. Removed events use nothing. */
export type Usage = {
  /** The places of every property in an event. */
  places(event: string): PlacesOfProperties
  property(name: string): string[]
  type(name: string): string[]
  enum(name: string): string[]
}

/** The events that carry the properties of `profile/`. */
export const PROFILE_EVENTS: readonly string[] = Object.keys(BUILT_IN_EVENTS).filter(name =>
  name.startsWith('$profile_'),
)

/** Whether the plan expects an event of that kind of source. */
export const sentBy = (event: PlanEvent, kind: string): boolean => event.sources[kind as SourceKind] !== undefined

/** The super properties that may come with an event, by its kinds of source. */
export const everyEventProps = (plan: PlanContent, event: PlanEvent): string[] =>
  Object.entries(plan.every_event).flatMap(([kind, names]) => (sentBy(event, kind) ? names : []))

const placesOf = (plan: PlanContent, event: PlanEvent): PlacesOfProperties => {
  const places = new Map<string, Set<PlaceName>>()
  const put = (name: string, place: PlaceName) => {
    places.set(name, (places.get(name) ?? new Set<PlaceName>()).add(place))
    const item = own(plan.properties, name)?.item
    if (item === undefined || place.endsWith('[]')) return
    for (const field of own(plan.types, item)?.props ?? []) put(field.name, `${name}[]`)
  }
  for (const { name } of event.props) put(name, 'event')
  for (const { name } of Object.values(event.variants?.when ?? {}).flat()) put(name, 'variants')
  for (const name of everyEventProps(plan, event)) put(name, 'every_event')
  return places
}

/** Who uses what in a plan, expanded to events. */
export const usageOf = (plan: PlanContent): Usage => {
  const events = Object.values(plan.events).filter(({ status }) => status !== 'removed')
  const places = new Map(events.map(event => [event.name, placesOf(plan, event)]))
  const eventsWith = (holds: (property: Property) => boolean): string[] => {
    const used = events.filter(({ name }) =>
      [...places.get(name)!.keys()].some(property => {
        const known = own(plan.properties, property)
        return known !== undefined && holds(known)
      }),
    )
    const profile = Object.values(plan.profile).some(holds) ? PROFILE_EVENTS : []
    return [...used.map(({ name }) => name), ...profile]
  }
  return {
    places: event => places.get(event) ?? new Map(),
    property: name => events.filter(event => places.get(event.name)!.has(name)).map(event => event.name),
    type: name => eventsWith(({ item }) => item === name),
    enum: name => eventsWith(property => property.enum === name),
  }
}
