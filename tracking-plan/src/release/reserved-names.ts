import type { PlanContent } from '../model.ts'

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort()

/** The names that nobody may use again: those of earlier releases, and what this one removes or renames. */
export const reservedNames = (content: PlanContent, latest: PlanContent | undefined): PlanContent['reserved'] => {
  const removed = Object.values(content.events).filter(({ status }) => status === 'removed')
  const gone = (kind: 'events' | 'properties') =>
    Object.keys(latest?.[kind] ?? {}).filter(name => !Object.hasOwn(content[kind], name))
  return {
    events: sorted([
      ...content.reserved.events,
      ...(latest?.reserved.events ?? []),
      ...removed.map(({ name }) => name),
      ...gone('events'),
    ]),
    properties: sorted([...content.reserved.properties, ...(latest?.reserved.properties ?? []), ...gone('properties')]),
  }
}
