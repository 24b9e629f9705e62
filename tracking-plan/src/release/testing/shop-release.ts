import { type Edit, shopPlan } from '../../diff/testing/shop-plan.ts'
import type { Release } from '../../model.ts'
import { nextRelease } from '../next-release.ts'
import { planRelease } from '../plan-release.ts'

/** The small shop as a release that was made without being compared with others. */
export const shopRelease = (version: string, ...edits: Edit[]): Release => ({
  ...nextRelease(shopPlan(...edits)),
  version,
  released: '2026-10-01',
})

/** Plans a release of the edited shop after others, on 2026-11-05. */
export const planNext = (
  releases: readonly Release[],
  edits: readonly Edit[],
  rest: Partial<Parameters<typeof planRelease>[0]> = {},
): ReturnType<typeof planRelease> =>
  planRelease({ content: shopPlan(...edits), releases, changes: [], today: '2026-11-05', ...rest })

/** The release itself; fails the test, and says why, where it is refused. */
export const made = (planned: ReturnType<typeof planRelease>): Release => {
  if (!planned.ok) throw new Error(planned.refused.map(({ message }) => message).join('\n'))
  return planned.release
}

/** The rules by which it is refused. */
export const refusedBy = (planned: ReturnType<typeof planRelease>): string[] =>
  planned.ok ? [] : planned.refused.map(({ rule, subject }) => `${rule} ${subject}`)
