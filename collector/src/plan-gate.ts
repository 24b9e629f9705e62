import type { Project } from '@maidian/service'
import {
  createEnforce,
  createKeep,
  createScrub,
  type Enforce,
  type PiiSecret,
  type PlanSnapshot,
  type Plans,
  type Scrub,
  stampOf,
} from '@maidian/tracking-plan'

/** What a project's plan does at the door: judges events, and takes private data out of batches. */
export type PlanGate = { enforce: Enforce; scrub: Scrub; stamp: string }

/**
 * The gate of a project as of now; null without a plan. Made once per snapshot of the plan: a request that has begun
 * ends with the gate it began with.
 */
export const createPlanGates = (
  plans: Plans,
  { secret, now }: { secret: PiiSecret | null; now: () => number },
): ((project: Project) => PlanGate | null) => {
  const gates = new WeakMap<PlanSnapshot, PlanGate>()
  return project => {
    const snapshot = plans.of(project.name)
    if (snapshot === null) return null
    const known = gates.get(snapshot)
    if (known) return known
    const unplanned = project.unplanned ?? { events: 'flag', props: 'flag' }
    const gate: PlanGate = {
      enforce: createEnforce(snapshot, { unplanned, now }),
      scrub: createScrub(snapshot.pii, createKeep(project.name, secret)),
      stamp: stampOf(snapshot.latest),
    }
    gates.set(snapshot, gate)
    return gate
  }
}
