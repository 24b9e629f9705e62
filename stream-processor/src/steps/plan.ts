import type { LogHeader, Verdict } from '@maidian/schemas'
import type { Project } from '@maidian/service'
import {
  afterScrub,
  type BrokenRules,
  createBrokenRules,
  createEnforce,
  createFitProps,
  type Enforce,
  type FitProps,
  type PlanSnapshot,
  type Plans,
  ruleWithPath,
} from '@maidian/tracking-plan'

/** What a project's plan does with an event after the log. */
export type PlanStep = {
  /** Parts properties into the plan's columns and the rest. */
  fit: FitProps
  enforce: Enforce
  /** Rules between properties that an event breaks, as flags. */
  brokenRules: BrokenRules
}

const UNPLANNED: FitProps = createFitProps([])

/** The step of a project as of now; made once per snapshot of its plan. Null for a project without a plan. */
export const createPlanSteps = (plans: Plans): ((project: Project) => PlanStep | null) => {
  const steps = new WeakMap<PlanSnapshot, PlanStep>()
  return project => {
    const snapshot = plans.of(project.name)
    if (snapshot === null) return null
    const known = steps.get(snapshot)
    if (known) return known
    const unplanned = project.unplanned ?? { events: 'flag', props: 'flag' }
    const judging = { releases: snapshot.releases.map(afterScrub), next: snapshot.next && afterScrub(snapshot.next) }
    const step = {
      fit: createFitProps(snapshot.columns),
      enforce: createEnforce(judging, { unplanned }),
      brokenRules: createBrokenRules(snapshot),
    }
    steps.set(snapshot, step)
    return step
  }
}

/** Without a plan every property stays as it came. */
export const fitOf = (step: PlanStep | null): FitProps => step?.fit ?? UNPLANNED

type Given = { verdict: Verdict; rules: string[] }
type RawEvent = { event?: unknown; plan?: unknown; props?: unknown }

/**
 * A collector that is older than a client's plan puts its events into quarantine; here they are judged once more, by the
 * plan that has come meanwhile. Whatever else the collector had against an event stays.
 */
export const judgeAgain = (
  given: Given,
  event: RawEvent,
  at: { step: PlanStep | null; project: Project; header: LogHeader; appVersion: () => string },
): Given => {
  const { step, project, header, appVersion } = at
  if (step === null || given.verdict !== 'quarantined' || given.rules.join() !== 'plan.unknown') return given
  const source = project.sources.find(({ name, key }) => (name ?? key) === header.source)
  const { verdict, reasons } = step.enforce(
    {
      event: event.event as string,
      plan: event.plan as string,
      props: event.props as Record<string, unknown>,
      appVersion: appVersion(),
    },
    { kind: header.kind, onViolation: source?.on_violation, unversioned: source?.unversioned },
  )
  return { verdict, rules: reasons.map(ruleWithPath) }
}
