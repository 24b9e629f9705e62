import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'
import { valueType } from '../support/value-type.ts'

export const decimalScale: PlanRule = {
  id: 'decimal.scale',
  severity: 'error',
  say: 'a decimal says how many digits stand after its point',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) =>
      valueType(property) === 'decimal' && property.scale === undefined
        ? [{ subject, message: `${property.name} needs scale: the digits after its point, 2 for money` }]
        : [],
    ),
}
