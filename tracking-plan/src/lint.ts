import type { Places } from './load/places.ts'
import { type PlanFile, placeAt } from './load/plan-file.ts'
import type { Edit, Problem } from './problem.ts'
import { FILE_RULES, PLAN_RULES } from './rules/index.ts'
import type { PlanHit, PlanView } from './rules/rule.ts'

/** More of one rule help nobody. */
const MAX_HITS = 500

/** What the rules about files have to say of one. */
export const lintFile = (file: PlanFile): Problem[] =>
  FILE_RULES.flatMap(({ id, severity, check }) =>
    check(file)
      .slice(0, MAX_HITS)
      .map(({ offset, message, fix }) => ({
        rule: id,
        severity,
        place: placeAt(file, offset),
        message,
        ...(fix && { fix: fix.map(edit => ({ file: file.path, ...edit })) }),
      })),
  )

const fixOf = ({ subject, path = [], rewrite }: PlanHit, places: Places): Edit[] | undefined => {
  const written = rewrite && places.written(subject, path)
  if (!written) return undefined
  const { file, start, end, text } = written
  return [{ file, start, end, text: rewrite(text) }]
}

/** What the rules about plans have to say of one. */
export const lintPlan = (plan: PlanView, places: Places): Problem[] =>
  PLAN_RULES.flatMap(({ id, severity, check }) =>
    check(plan)
      .slice(0, MAX_HITS)
      .map(hit => {
        const fix = fixOf(hit, places)
        return {
          rule: id,
          severity,
          place: places.of(hit.subject, hit.path),
          message: hit.message,
          ...(fix && { fix }),
        }
      }),
  )
