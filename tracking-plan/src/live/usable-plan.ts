import { PlanError } from '../errors.ts'
import { loadPlan } from '../load/load-plan.ts'
import type { LoadedPlan } from '../load/loaded-plan.ts'
import type { PlanContent } from '../model.ts'

export type UsablePlan = LoadedPlan & { content: PlanContent }

/** More places of one plan help nobody. */
const MAX_TOLD = 20

/** The plan in a folder, with its change files. Throws `plan.invalid` with the places where errors keep it from use. */
export const usablePlan = (dir: string): UsablePlan => {
  const plan = loadPlan(dir)
  const { content, problems } = plan
  if (content !== null) return { ...plan, content }
  const errors = problems.filter(({ severity }) => severity === 'error')
  throw new PlanError('plan.invalid', dir, { problems: errors.slice(0, MAX_TOLD) })
}
