import type { PlanRule } from '../rule.ts'
import { propertyUses } from '../support/uses.ts'

export const propertyUnused: PlanRule = {
  id: 'property.unused',
  severity: 'warning',
  say: 'a property of the dictionary belongs to an event or a type',
  check: ({ content }) => {
    const used = new Set(propertyUses(content).map(({ name }) => name))
    return Object.keys(content.properties)
      .filter(name => !used.has(name))
      .map(name => ({
        subject: `property:${name}`,
        message: `no event and no type has ${name}; use it or leave it out`,
      }))
  },
}
