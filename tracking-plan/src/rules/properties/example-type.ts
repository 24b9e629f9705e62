import { explainValue } from '../../enforce/explain-value.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createPlainFits } from '../support/fits-property.ts'
import { quoteNumber } from '../support/quote-number.ts'
import { allProperties } from '../support/uses.ts'

export const exampleType: PlanRule = {
  id: 'example.type',
  severity: 'error',
  say: 'the example of a property is a value that it takes',
  check: ({ content }) => {
    const fits = createPlainFits(content)
    return allProperties(content).flatMap(({ property, subject }): PlanHit[] => {
      const { example: value } = property
      if (value === undefined || fits.value(property, value)) return []
      return explainValue(value, { property, path: 'example', dictionaries: content, fits }).map(({ message }) => ({
        subject,
        path: ['example'],
        message,
        ...quoteNumber(property, value),
      }))
    })
  },
}
