import type { PlanRule } from '../rule.ts'
import { createHints } from '../support/hints.ts'
import { propertyUses } from '../support/uses.ts'

export const propertyUnknown: PlanRule = {
  id: 'property.unknown',
  severity: 'error',
  say: 'a property that is used is in the dictionary',
  check: ({ content }) => {
    const known = Object.keys(content.properties)
    const didYouMean = createHints()
    return propertyUses(content).flatMap(({ name, subject, path }) => {
      // What the event itself does not have, `once.required` tells.
      if (Object.hasOwn(content.properties, name) || path[0] === 'once_per') return []
      const message = `there is no property ${name}; define it under properties/${didYouMean(name, known)}`
      return [{ subject, path, message }]
    })
  },
}
