import { type Problem, problemText } from './problem.ts'

/** What keeps a plan from being used: code → what to do about it. */
export const PLAN_ERRORS = {
  'plan.invalid': 'the plan has errors',
  'plan.no_release': 'the plan has no release; run: maidian plan release',
  'plan.no_secret': 'the plan hashes private data; set MAIDIAN_PII_SECRET to 16 characters or more',
  'release.edited': 'a release was changed after it was made; restore it, and make a new one',
  'release.unreadable': 'a release cannot be read',
  'release.exists': 'this version was released already; releases are never written over',
} as const

export type PlanErrorCode = keyof typeof PLAN_ERRORS

/** A plan that cannot be used. `problems` name the places, where the YAML is at fault. */
export class PlanError extends Error {
  readonly code: PlanErrorCode
  readonly problems: readonly Problem[]
  constructor(code: PlanErrorCode, detail = '', options: { cause?: unknown; problems?: readonly Problem[] } = {}) {
    const { problems = [], cause } = options
    const lines = problems.map(problem => `\n  ${problemText(problem)}`).join('')
    super(`${PLAN_ERRORS[code]}${detail === '' ? '' : `: ${detail}`}${lines}`, { cause })
    this.name = 'PlanError'
    this.code = code
    this.problems = problems
  }
}
