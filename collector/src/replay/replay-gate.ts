import type { Project } from '@maidian/service'
import {
  afterScrub,
  createEnforce,
  createKeep,
  createScrub,
  type Enforce,
  isKept,
  type PiiSecret,
  type Plans,
  type Scrub,
  stampOf,
} from '@maidian/tracking-plan'

/** What today's plan does with an event that has been through the door before. */
export type ReplayGate = { enforce: Enforce; scrub: Scrub; stamp: string }

/**
 * Private data was taken out of the event when it came, by the plan of that day: what is left of it is not held against it,
 * and is not taken for the value itself. What only a later plan calls private is taken out now.
 */
export const replayGate = (
  project: Project,
  { plans, secret, now }: { plans: Plans; secret: PiiSecret | null; now: () => number },
): ReplayGate | null => {
  const snapshot = plans.of(project.name)
  if (snapshot === null) return null
  const unplanned = project.unplanned ?? { events: 'flag', props: 'flag' }
  const judging = { releases: snapshot.releases.map(afterScrub), next: snapshot.next && afterScrub(snapshot.next) }
  const keep = createKeep(project.name, secret)
  return {
    enforce: createEnforce(judging, { unplanned, now }),
    scrub: createScrub(snapshot.pii, (text, store) => (isKept(text, store) ? text : keep(text, store))),
    stamp: stampOf(snapshot.latest),
  }
}
