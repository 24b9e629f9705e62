import { explainValue } from '../../enforce/explain-value.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { boundEvents, boundProperty } from '../support/bound.ts'
import { createPlainFits } from '../support/fits-property.ts'
import { quoteNumber } from '../support/quote-number.ts'

export const bindingConst: PlanRule = {
  id: 'binding.const',
  severity: 'error',
  say: 'a value that a binding gives is one that its property takes',
  check: ({ content }) => {
    const fits = createPlainFits(content)
    return boundEvents(content).flatMap(({ binding, hit }) =>
      Object.entries(binding.props).flatMap(([name, given]): PlanHit[] => {
        const property = boundProperty(content, name)
        if (!property || typeof given === 'string' || fits.value(property, given.const)) return []
        return explainValue(given.const, { property, path: name, dictionaries: content, fits }).map(({ message }) => ({
          ...hit(['props', name, 'const'], message),
          ...quoteNumber(property, given.const),
        }))
      }),
    )
  },
}
