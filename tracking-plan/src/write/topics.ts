import type { PlanContent } from '../model.ts'
import { propertyUses } from '../rules/support/uses.ts'

/** Where things belong that several teams use. */
const SHARED = 'shared'

const slugOf = (owner: string): string =>
  owner
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '') || SHARED

const onlyOne = (topics: ReadonlySet<string> | undefined): string => {
  const [topic = SHARED, ...others] = topics ?? []
  return others.length === 0 ? topic : SHARED
}

/** The topic of every property and enum: the team whose events alone have it, else `shared`. */
export const topicsOf = (
  content: PlanContent,
): { property(name: string): string; enumeration(name: string): string } => {
  const ofProperty = new Map<string, Set<string>>()
  const ofEnum = new Map<string, Set<string>>()
  const add = (to: Map<string, Set<string>>, name: string, topic: string) =>
    to.set(name, (to.get(name) ?? new Set()).add(topic))
  for (const { name, subject } of propertyUses(content)) {
    const event = subject.startsWith('event:') ? content.events[subject.slice('event:'.length)] : undefined
    add(ofProperty, name, event ? slugOf(event.owner) : SHARED)
  }
  for (const { name, enum: named } of Object.values(content.properties)) {
    if (named !== undefined) add(ofEnum, named, onlyOne(ofProperty.get(name)))
  }
  for (const { enum: named } of Object.values(content.profile)) if (named !== undefined) add(ofEnum, named, 'profile')
  return {
    property: name => onlyOne(ofProperty.get(name)),
    enumeration: name => onlyOne(ofEnum.get(name)),
  }
}
