import type { PlanRule } from '../rule.ts'
import { unitCalledFor } from '../support/units.ts'
import { allProperties } from '../support/uses.ts'
import { isNumber, valueType } from '../support/value-type.ts'

export const unitMissing: PlanRule = {
  id: 'unit.missing',
  severity: 'error',
  say: 'money, durations, weights, shares and all decimals have a unit',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) => {
      const { name, unit } = property
      const called = unitCalledFor(name)
      if (unit !== undefined || !isNumber(property) || (called === undefined && valueType(property) !== 'decimal'))
        return []
      return [
        { subject, message: `${name} needs a unit, such as unit: ${called ?? 'CNY'}; unit: "1" where it has none` },
      ]
    }),
}
