import type { PlanRule } from '../rule.ts'
import { areComparable, unitInName } from '../support/units.ts'
import { allProperties } from '../support/uses.ts'

export const unitDisagrees: PlanRule = {
  id: 'unit.disagrees',
  severity: 'error',
  say: 'a name and its unit say the same',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property: { name, unit }, subject }) => {
      const said = unitInName(name)
      if (unit === undefined || said === undefined || said.unit === unit) return []
      if (!said.sure && !areComparable(said.unit, unit)) return []
      return [{ subject, path: ['unit'], message: `${name} says ${said.unit} and its unit is ${unit}; make them one` }]
    }),
}
