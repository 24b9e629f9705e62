import { comparePlans } from '../compare-plans.ts'
import type { Finding } from '../finding.ts'
import { type Edit, shopPlan } from './shop-plan.ts'

/** What the edit of the small shop's plan, itself edited by `base`, is found by. */
export const compare = (edit: Edit, base?: Edit): Finding[] =>
  comparePlans({ before: shopPlan(base), after: shopPlan(base, edit) })

/** The same, as `rule subject`. */
export const found = (edit: Edit, base?: Edit): string[] =>
  compare(edit, base).map(({ rule, subject }) => `${rule} ${subject}`)
