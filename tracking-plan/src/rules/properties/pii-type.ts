import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'
import { isText } from '../support/value-type.ts'

export const piiType: PlanRule = {
  id: 'pii.type',
  severity: 'error',
  say: 'only texts can be hashed or masked',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) => {
      const { name, store } = property
      if (store === undefined || store === 'drop' || isText(property)) return []
      const done = store === 'hash' ? 'hashed' : 'masked'
      return [{ subject, path: ['store'], message: `${name} is no text and cannot be ${done}; write store: drop` }]
    }),
}
