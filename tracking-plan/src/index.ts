export { catalogFiles } from './catalog/catalog-files.ts'
export { typesFile } from './codegen/types-file.ts'
export { createFitProps, type FitProps } from './columns/fit-props.ts'
export { type PlanColumn, planColumns } from './columns/plan-columns.ts'
export { createEnforce, type Enforce, type Judged, type Judgement } from './enforce/enforce.ts'
export type { Sender, Unplanned } from './enforce/policy.ts'
export { PLAN_RULES, type PlanRuleId, ruleWithPath } from './enforce/rules.ts'
export { PLAN_ERRORS, PlanError, type PlanErrorCode } from './errors.ts'
export { NO_PLANS, type OpenPlansOptions, openPlans, type Plans } from './live/open-plans.ts'
export { type PlanSnapshot, readSnapshot, releasesBeside, releaseToBuild, workingTree } from './live/snapshot.ts'
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
export { afterScrub } from './pii/after-scrub.ts'
export { createKeep, type PiiSecret, parsePiiSecret } from './pii/keep.ts'
export { needsSecret, type PiiRules } from './pii/pii-rules.ts'
export { requireSecret } from './pii/require-secret.ts'
export { createScrub, type Scrub } from './pii/scrub.ts'
export { type Place, type Problem, problemText } from './problem.ts'
