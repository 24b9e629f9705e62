import type { PlanRule } from '../rule.ts'
import { createHints } from '../support/hints.ts'
import { allProperties } from '../support/uses.ts'

export const enumUnknown: PlanRule = {
  id: 'enum.unknown',
  severity: 'error',
  say: 'an enum that is named is in enums/',
  check: ({ content }) => {
    const didYouMean = createHints()
    return allProperties(content).flatMap(({ property, subject }) => {
      const { enum: named } = property
      if (named === undefined || Object.hasOwn(content.enums, named)) return []
      const hint = didYouMean(named, Object.keys(content.enums))
      return [{ subject, path: ['enum'], message: `there is no enum ${named}; define it under enums/${hint}` }]
    })
  },
}
