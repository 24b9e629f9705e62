export { loadPlan, parsePlan } from './load/load-plan.ts'
export type { LoadedPlan } from './load/loaded-plan.ts'
export type { Places, Subject } from './load/places.ts'
export {
  type Action,
  type Change,
  type Enumeration,
  type ItemType,
  NEXT,
  type PlanContent,
  type PlanEvent,
  type Property,
  type PropertyUse,
  Release,
  type SavedQuestion,
  type ScalarType,
  stampOf,
  type Text,
} from './model.ts'
export { type Place, type Problem, problemText } from './problem.ts'
