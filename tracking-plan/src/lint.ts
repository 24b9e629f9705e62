import type { Places } from './load/places.ts'
import { type PlanFile, placeAt } from './load/plan-file.ts'
import type { Change, PlanContent } from './model.ts'
import type { Problem } from './problem.ts'
import { FILE_RULES, PLAN_RULES } from './rules/index.ts'

/** What the rules about files have to say of one. */
export const lintFile = (file: PlanFile): Problem[] =>
  FILE_RULES.flatMap(({ id, severity, check }) =>
    check(file).map(({ offset, message, fix }) => ({
      rule: id,
      severity,
      place: placeAt(file, offset),
      message,
      ...(fix && { fix: [{ file: file.path, ...fix }] }),
    })),
  )

/** What the rules about plans have to say of one. */
export const lintPlan = (plan: { content: PlanContent; changes: Change[] }, places: Places): Problem[] =>
  PLAN_RULES.flatMap(({ id, severity, check }) =>
    check(plan).map(({ subject, path, message }) => ({
      rule: id,
      severity,
      place: places.of(subject, path),
      message,
    })),
  )
