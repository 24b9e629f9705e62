export { type PageBinding, pageBindings } from './bindings/page-bindings.ts'
export { catalogFiles } from './catalog/catalog-files.ts'
export { isInPlan } from './catalog/is-in-plan.ts'
export { commonJsFiles } from './codegen/commonjs-files.ts'
export { typesFile } from './codegen/types-file.ts'
export { createFitProps, type FitProps } from './columns/fit-props.ts'
export { type PlanColumn, planColumns } from './columns/plan-columns.ts'
export { type Coverage, readCoverage } from './coverage/coverage.ts'
export { coverageText } from './coverage/coverage-text.ts'
export { diffPlans } from './diff/diff-plans.ts'
export { diffReleases } from './diff/diff-releases.ts'
export type { Finding } from './diff/finding.ts'
export { diffAnnotations } from './diff/format/diff-annotations.ts'
export { diffJson } from './diff/format/diff-json.ts'
export { diffText } from './diff/format/diff-text.ts'
export { exitCode } from './diff/format/exit-code.ts'
export type { Rule } from './diff/rule.ts'
export { DIFF_RULES } from './diff/rules.ts'
export { type BrokenRules, createBrokenRules } from './enforce/cross-fields.ts'
export { createEnforce, type Enforce, type Judged, type Judgement } from './enforce/enforce.ts'
export type { Sender, Unplanned } from './enforce/policy.ts'
export { PLAN_RULES, type PlanRuleId, ruleWithPath } from './enforce/rules.ts'
export { PLAN_ERRORS, PlanError, type PlanErrorCode } from './errors.ts'
export { applyFixes, fixPlan } from './fix.ts'
export { type InferredPlan, inferPlan } from './infer/infer-plan.ts'
export { createProfile, type Seen, type Traffic } from './infer/profile.ts'
export { editorSchemas } from './json-schema/editor-schemas.ts'
export { schemaAssociations } from './json-schema/schema-associations.ts'
export { logChanges } from './live/log-changes.ts'
export { NO_PLANS, type OpenPlansOptions, openPlans, type Plans } from './live/open-plans.ts'
export { type PlanSnapshot, readSnapshot, releasesBeside, releaseToBuild, workingTree } from './live/snapshot.ts'
export { type UsablePlan, usablePlan } from './live/usable-plan.ts'
export { loadPlan, parsePlan } from './load/load-plan.ts'
export type { LoadedPlan } from './load/loaded-plan.ts'
export type { Places, Subject } from './load/places.ts'
export { readFolder, type TextFile } from './load/read-folder.ts'
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
export { createKeep, isKept, type PiiSecret, parsePiiSecret } from './pii/keep.ts'
export { needsSecret, type PiiRules } from './pii/pii-rules.ts'
export { requireSecret } from './pii/require-secret.ts'
export { createScrub, type Scrub } from './pii/scrub.ts'
export { type Place, type Problem, problemText } from './problem.ts'
export type { Bump } from './release/bumps.ts'
export { liveReleases } from './release/live-releases.ts'
export { localDay } from './release/local-day.ts'
export { planRelease } from './release/plan-release.ts'
export { readReleases } from './release/read-releases.ts'
export { releasesOf } from './release/releases-of.ts'
export { writeRelease } from './release/write-release.ts'
export { exportSheet } from './sheet/export-sheet.ts'
export { importSheet } from './sheet/import-sheet.ts'
export { readSheetFile, writeSheetFile } from './sheet/sheet-file.ts'
export { type Verification, verifyDebug } from './verify/verify.ts'
export { verifyHtml } from './verify/verify-html.ts'
export { verifyText } from './verify/verify-text.ts'
export { planFiles, type Remarks } from './write/plan-files.ts'
