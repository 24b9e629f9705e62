import { PlanError } from '../errors.ts'
import type { PiiSecret } from './keep.ts'
import { needsSecret, type PiiRules } from './pii-rules.ts'

/** Throws `plan.no_secret` where private data is to be hashed, and there is nothing to hash it with. */
export const requireSecret = (rules: PiiRules, secret: PiiSecret | null): void => {
  if (secret === null && needsSecret(rules)) throw new PlanError('plan.no_secret')
}
