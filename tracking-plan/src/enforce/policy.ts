import type { SourceKind, Verdict } from '@maidian/schemas'
import type { Action, PlanEvent } from '../model.ts'

/** What a project does with what its plan does not know: `unplanned:` in maidian.yaml. */
export type Unplanned = { events: Action; props: Action }

/** Who sends: the kind of source, and what `maidian.yaml` says of this very source. */
export type Sender = {
  kind: SourceKind
  /** `on_violation:` of the source. */
  onViolation?: Action | undefined
  /** `unversioned:` of the source: what judges an event that names no release. */
  unversioned?: 'latest' | 'quarantine' | undefined
}

const VERDICTS: Record<Action, Verdict> = { flag: 'flagged', quarantine: 'quarantined', block: 'blocked' }
const ORDER: readonly Action[] = ['flag', 'quarantine', 'block']

export const verdictOf = (action: Action): Verdict => VERDICTS[action]

/** The stricter of two. */
export const stricter = (a: Action | null, b: Action): Action =>
  a === null || ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a

/** What becomes of an event that breaks the plan: event × source, else event, else source, else plan. */
export const actionOf = (event: Pick<PlanEvent, 'on_violation'>, sender: Sender, fallback: Action): Action => {
  const { on_violation: own } = event
  if (typeof own === 'string') return own
  return own?.[sender.kind] ?? sender.onViolation ?? fallback
}
