import type { Change } from '../../model.ts'
import type { DiffRuleId } from '../rules.ts'
import type { Edit } from './shop-plan.ts'

type Mark = '✓' | '!' | '✗'

/**
 * One row of the table in the specification, by example.
 *
 * - `pa`: what old clients and what existing queries meet, as the table has it.
 * - `of`, `events`: the subject and everything it touches.
 * - `base`: makes the earlier plan another one; `edit` then makes the later plan of it.
 * - `also`: rules that the same edit must be found by. Any further rule fails the case.
 * - `says`: what the English message must contain.
 */
export type RuleCase = {
  rule: DiffRuleId
  pa: `${Mark}${Mark}`
  of: string
  events: string[]
  base?: Edit
  edit: Edit
  also?: DiffRuleId[]
  says?: string[]
  changes?: Change[]
}

export const EFFECT_OF = { '✓': 'safe', '!': 'warns', '✗': 'breaks' } as const

/** A file of `changes/`. */
export const change = (rest: Partial<Change> = {}): Change => ({
  slug: 'coupon-code',
  why: { en: 'the same name as in the back end', zh: '与后端字段统一' },
  waivers: [],
  ...rest,
})
