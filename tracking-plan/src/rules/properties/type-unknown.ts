import { ScalarType } from '../../model.ts'
import type { PlanRule } from '../rule.ts'
import { createHints } from '../support/hints.ts'
import { allProperties } from '../support/uses.ts'

export const typeUnknown: PlanRule = {
  id: 'type.unknown',
  severity: 'error',
  say: 'what the elements of a list are is a type of values or of types/',
  check: ({ content }) => {
    const didYouMean = createHints()
    return allProperties(content).flatMap(({ property: { item }, subject }) => {
      if (item === undefined || Object.hasOwn(content.types, item)) return []
      const known = [...Object.keys(content.types), ...ScalarType.options.filter(type => type !== 'enum')]
      return [
        {
          subject,
          path: ['list'],
          message: `there is no type ${item}; define it under types/${didYouMean(item, known)}`,
        },
      ]
    })
  },
}
