import type { Change, PlanContent } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Places } from './places.ts'

/** A working tree, read. `content` is null where errors keep it from being used. */
export type LoadedPlan = {
  content: PlanContent | null
  changes: Change[]
  places: Places
  problems: Problem[]
}
