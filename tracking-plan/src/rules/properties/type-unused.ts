import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

export const typeUnused: PlanRule = {
  id: 'type.unused',
  severity: 'warning',
  say: 'a type is the element of a list',
  check: ({ content }) => {
    const used = new Set(allProperties(content).map(({ property }) => property.item))
    return Object.keys(content.types)
      .filter(name => !used.has(name))
      .map(name => ({
        subject: `type:${name}`,
        message: `no list has elements of type ${name}; use it or leave it out`,
      }))
  },
}
