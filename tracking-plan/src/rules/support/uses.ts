import type { Subject } from '../../load/places.ts'
import type { PlanContent, PlanEvent, PropertyUse } from '../../model.ts'

/** Where in a plan a property is named. */
export type NamedAt = { name: string; subject: Subject; path: (string | number)[] }

type Placed = PropertyUse & { path: (string | number)[] }

/** The properties of an event, and after them those of its variants. */
export const usesOf = ({ props, variants }: PlanEvent): Placed[] => [
  ...props.map((use, i) => ({ ...use, path: ['props', i] })),
  ...Object.entries(variants?.when ?? {}).flatMap(([value, uses]) =>
    uses.map((use, i) => ({ ...use, path: ['variants', 'when', value, i] })),
  ),
]

const onceOf = ({ once_per = [] }: PlanEvent): Pick<NamedAt, 'name' | 'path'>[] =>
  once_per.map((name, i) => ({ name, path: ['once_per', i] }))

/** Every place of a plan that names a property of events; `once_per` aside, each makes the property a used one. */
export const propertyUses = (content: PlanContent): NamedAt[] => [
  ...Object.values(content.events).flatMap(event =>
    [...usesOf(event), ...onceOf(event)].map(({ name, path }) => ({
      name,
      subject: `event:${event.name}` as const,
      path,
    })),
  ),
  ...Object.values(content.types).flatMap(type =>
    type.props.map(({ name }, i) => ({ name, subject: `type:${type.name}` as const, path: ['props', i] })),
  ),
  ...Object.entries(content.every_event).flatMap(([kind, names = []]) =>
    names.map((name, i) => ({ name, subject: `plan:${content.plan}` as const, path: ['every_event', kind, i] })),
  ),
]

/** Entries of the dictionary and of the profile, with where they are written. */
export const allProperties = ({ properties, profile }: PlanContent) => [
  ...Object.values(properties).map(property => ({ property, subject: `property:${property.name}` as const })),
  ...Object.values(profile).map(property => ({ property, subject: `profile:${property.name}` as const })),
]

/** The properties that an event may have; `required` where it, or every one of its variants' kind, asks for it. */
export const knownProps = (event: PlanEvent, content: PlanContent): Set<string> =>
  new Set([
    ...usesOf(event).map(({ name }) => name),
    ...Object.values(content.every_event).flatMap(names => names ?? []),
  ])
