import type { Reason } from '@maidian/schemas'
import { PLAN_RULES, type PlanRuleId } from './rules.ts'

export type Found = Reason & { rule: PlanRuleId }

/** At most so many reasons are told of one event. */
export const MAX_REASONS = 10

/** A second in which so many events broke one rule: from then on only the rule's own sentence is told. */
const DETAILED_PER_SECOND = 100
const SECOND_MS = 1000
const MAX_KEYS = 10_000

/** A reason without detail. */
export const plainReason = (rule: PlanRuleId, path: string, detail?: string): Found => ({
  rule,
  path,
  message: detail === undefined ? PLAN_RULES[rule] : `${PLAN_RULES[rule]}: ${detail}`,
})

/**
 * Lets the details of a rule through a hundred times a second per event name; beyond, reasons keep their rule and path
 * and lose their detail. A flood of broken events must not set the size of the answers.
 */
export const createReasonLimit = (now: () => number): ((event: string, reasons: Found[]) => Found[]) => {
  let second = 0
  const told = new Map<string, number>()
  return (event, reasons) => {
    const current = Math.floor(now() / SECOND_MS)
    if (current !== second || told.size > MAX_KEYS) {
      second = current
      told.clear()
    }
    return reasons.map(reason => {
      const key = `${event}\0${reason.rule}`
      const count = (told.get(key) ?? 0) + 1
      told.set(key, count)
      return count <= DETAILED_PER_SECOND ? reason : plainReason(reason.rule, reason.path)
    })
  }
}
