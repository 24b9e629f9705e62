import type { Property, PropertyUse, Release } from '../model.ts'

const loosened = (property: Property): Property => {
  if (property.pii === undefined) return property
  const { pattern: _pattern, length: _length, range: _range, ...rest } = property
  return { ...rest, nullable: true }
}

/**
 * A release as it judges events that private data was taken out of already: what is left of a private value is a hash,
 * a mask or nothing, and must not be held against the event.
 */
export const afterScrub = (release: Release): Release => {
  const isPrivate = (name: string): boolean => release.properties[name]?.pii !== undefined
  const uses = (list: PropertyUse[]): PropertyUse[] =>
    list.map(use => (isPrivate(use.name) ? { ...use, required: false } : use))
  const each = <T>(map: Record<string, T>, change: (one: T) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(map).map(([name, one]) => [name, change(one)]))
  return {
    ...release,
    properties: each(release.properties, loosened),
    types: each(release.types, type => ({ ...type, props: uses(type.props) })),
    events: each(release.events, event => ({
      ...event,
      props: uses(event.props),
      ...(event.variants && { variants: { ...event.variants, when: each(event.variants.when, uses) } }),
    })),
  }
}
