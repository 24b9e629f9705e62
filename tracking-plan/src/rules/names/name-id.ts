import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'
import { valueType } from '../support/value-type.ts'

export const nameId: PlanRule = {
  id: 'name.id',
  severity: 'warning',
  say: 'what is called _id is an id: as a number it loses its zeros, and above 2^53 its digits',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) =>
      /(?:^|_)ids?$/.test(property.name) && valueType(property) !== 'id'
        ? [
            {
              subject,
              path: ['type'],
              message: `${property.name} is called an id and is none; write type: id, or another name`,
            },
          ]
        : [],
    ),
}
