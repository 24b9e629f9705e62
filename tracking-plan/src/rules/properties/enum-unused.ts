import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

export const enumUnused: PlanRule = {
  id: 'enum.unused',
  severity: 'warning',
  say: 'an enum has the values of a property',
  check: ({ content }) => {
    const used = new Set(allProperties(content).map(({ property }) => property.enum))
    return Object.keys(content.enums)
      .filter(name => !used.has(name))
      .map(name => ({
        subject: `enum:${name}`,
        message: `no property has the values of ${name}; use it or leave it out`,
      }))
  },
}
