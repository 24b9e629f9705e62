import type { PlanContent } from './model.ts'

/** A plan that says nothing yet, but for what is given. */
export const emptyPlan = (given: Partial<PlanContent> = {}): PlanContent => ({
  plan: '',
  languages: ['zh'],
  defaults: { on_violation: 'flag' },
  every_event: {},
  properties: {},
  types: {},
  enums: {},
  events: {},
  profile: {},
  questions: {},
  supersedes: {},
  retired: [],
  reserved: { events: [], properties: [] },
  ...given,
})
