import type { Change, PlanContent } from '../model.ts'
import { answerMeaning } from './answer-meaning.ts'
import { applyWaivers } from './apply-waivers.ts'
import { comparePlans } from './compare-plans.ts'
import type { Finding } from './finding.ts'

/** What the change files say, and the day it is: YYYY-MM-DD. */
export type Answers = { changes: readonly Change[]; today: string }

/** Findings with the answers and waivers of the change files. */
export const settle = (findings: readonly Finding[], answers: Answers): Finding[] =>
  applyWaivers(
    findings.flatMap(finding => answerMeaning(finding, answers.changes)),
    answers,
  )

/**
 * What differs between two plans, for old clients of the first and for queries written against it. `between`, oldest
 * first, are releases that remember names which changed more than once.
 */
export const diffPlans = (
  of: {
    before: PlanContent & { version?: string | undefined }
    after: PlanContent
    between?: readonly PlanContent[]
  } & Answers,
): Finding[] => {
  const versions = of.before.version === undefined ? [] : [of.before.version]
  return settle(
    comparePlans(of).map(finding => ({ ...finding, versions })),
    of,
  )
}
