import { explainValue } from '../../enforce/explain-value.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createPlainFits } from '../support/fits-property.ts'
import { quoteNumber } from '../support/quote-number.ts'
import { allProperties } from '../support/uses.ts'

export const defaultType: PlanRule = {
  id: 'default.type',
  severity: 'error',
  say: 'the default of a property is a value that it takes',
  check: ({ content }) => {
    const fits = createPlainFits(content)
    return allProperties(content).flatMap(({ property, subject }): PlanHit[] => {
      const { default: value, name } = property
      if (value === undefined) return []
      const path = ['default']
      if (property.type === 'list') return [{ subject, path, message: `${name} is a list, which has no default` }]
      if (fits.value(property, value)) return []
      const [reason] = explainValue(value, { property, path: 'default', dictionaries: content, fits })
      return [{ subject, path, message: reason?.message ?? 'default: another value', ...quoteNumber(property, value) }]
    })
  },
}
