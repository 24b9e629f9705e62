import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

export const piiStore: PlanRule = {
  id: 'pii.store',
  severity: 'error',
  say: 'private data says both what it is and what is kept of it',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property: { name, pii, store }, subject }) => {
      if (pii !== undefined && store === undefined) {
        return [{ subject, path: ['pii'], message: `${name} is private; say what is kept: store: hash, mask or drop` }]
      }
      if (store === undefined || pii !== undefined) return []
      return [
        { subject, path: ['store'], message: `${name} has store:; say what is private about it, such as pii: contact` },
      ]
    }),
}
