import type { Rule } from './rule.ts'
import { BINDING_RULES } from './rules/bindings.ts'
import { CONSTRAINT_RULES } from './rules/constraints.ts'
import { COUNTING_RULES } from './rules/counting.ts'
import { ENUM_RULES } from './rules/enums.ts'
import { EVENT_RULES } from './rules/events.ts'
import { MEANING_RULES, TEXT_RULES } from './rules/meaning.ts'
import { PLAN_RULES } from './rules/plan.ts'
import { PRIVACY_RULES } from './rules/privacy.ts'
import { PROPERTY_RULES } from './rules/properties.ts'
import { RELEASE_RULES, WAIVER_RULES } from './rules/release.ts'
import { SOURCE_RULES } from './rules/sources.ts'
import { TYPE_RULES } from './rules/types.ts'
import { VALUE_RULES } from './rules/values.ts'

/** Every rule of `plan diff` and `plan release`, by its stable id. `maidian plan rules` lists them. */
export const DIFF_RULES = {
  ...EVENT_RULES,
  ...COUNTING_RULES,
  ...SOURCE_RULES,
  ...PROPERTY_RULES,
  ...TYPE_RULES,
  ...ENUM_RULES,
  ...CONSTRAINT_RULES,
  ...VALUE_RULES,
  ...PRIVACY_RULES,
  ...BINDING_RULES,
  ...MEANING_RULES,
  ...TEXT_RULES,
  ...PLAN_RULES,
  ...WAIVER_RULES,
  ...RELEASE_RULES,
} satisfies Record<string, Rule>

export type DiffRuleId = keyof typeof DIFF_RULES
