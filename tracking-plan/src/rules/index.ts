import { propertyUnknown } from './property-unknown.ts'
import type { FileRule, PlanRule } from './rule.ts'
import { yamlBoolean } from './yaml-boolean.ts'

/** Rules about how files are written. */
export const FILE_RULES: readonly FileRule[] = [yamlBoolean]

/** Rules about what the plan says. */
export const PLAN_RULES: readonly PlanRule[] = [propertyUnknown]
