import type { PlanRule } from '../rule.ts'
import { quote } from '../support/quote.ts'
import { UNIT_SPELLINGS } from '../support/units.ts'
import { allProperties } from '../support/uses.ts'

export const unitSpelling: PlanRule = {
  id: 'unit.spelling',
  severity: 'warning',
  say: 'a unit is spelled in one way',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property: { unit = '' }, subject }) => {
      const spelled = Object.hasOwn(UNIT_SPELLINGS, unit) ? UNIT_SPELLINGS[unit] : undefined
      if (spelled === undefined) return []
      const text = /^\w+$/.test(spelled) ? spelled : quote(spelled)
      return [{ subject, path: ['unit'], message: `write unit: ${text} instead of ${unit}`, rewrite: () => text }]
    }),
}
