import { isReservedName, type Reason, type SourceKind, type Verdict } from '@maidian/schemas'
import type { Action, PlanEvent, Release } from '../model.ts'
import { meetsVersion } from './app-version.ts'
import { createBuiltInChecks } from './built-in-plan.ts'
import { createEventCheck, type EventCheck, type Props } from './event-check.ts'
import type { Fits } from './explain-value.ts'
import { createFits } from './fits.ts'
import { actionOf, type Sender, stricter, type Unplanned, verdictOf } from './policy.ts'
import { createReasonLimit, type Found, plainReason } from './reasons.ts'
import { createResolve, type Known } from './resolve.ts'

/** An event as far as its plan judges it. `appVersion`: empty where it is not known. */
export type Judged = {
  event: string
  plan?: string | undefined
  props?: Props | undefined
  appVersion: string
}

export type Judgement = {
  verdict: Verdict
  reasons: Reason[]
  /** Accepted, and every property is one that the plan describes: nothing is larger or deeper than planned. */
  described?: true
}

/** Judges well-formed events by the release each of them names. */
export type Enforce = (judged: Judged, sender: Sender) => Judgement

const ACCEPTED: Judgement = Object.freeze({ verdict: 'accepted', reasons: [] })
const DESCRIBED: Judgement = Object.freeze({ verdict: 'accepted', reasons: [], described: true })
const NO_PROPS: Props = {}

type Compiled = {
  release: Release
  event: PlanEvent
  check: EventCheck
  /** True where the properties alone decide: any version of this source may send the event, and it is no draft. */
  open: boolean
}

type Checks = Record<SourceKind, Map<string, Compiled>>

/** The events of a release, each compiled when it first comes from a kind of source. */
const createCompiler = () => {
  const byRelease = new WeakMap<Release, Checks>()
  const fitsOf = new WeakMap<Release, Fits>()
  const make = (release: Release, name: string, kind: SourceKind): Compiled | null => {
    const event = Object.hasOwn(release.events, name) ? release.events[name] : undefined
    if (!event) return null
    const fits = fitsOf.get(release) ?? createFits(release)
    fitsOf.set(release, fits)
    const open = event.sources[kind] === true && (event.status === 'live' || event.status === 'deprecated')
    return { release, event, check: createEventCheck(release, event, { kind, fits }), open }
  }
  // A batch names one release: the look-up of the last one is kept.
  let last: { release: Release; checks: Checks } | null = null
  const checksOf = (release: Release): Checks => {
    if (last?.release === release) return last.checks
    const checks = byRelease.get(release) ?? { web: new Map(), mini: new Map(), server: new Map() }
    byRelease.set(release, checks)
    last = { release, checks }
    return checks
  }
  return (release: Release, name: string, kind: SourceKind): Compiled | null => {
    const checks = checksOf(release)[kind]
    const known = checks.get(name)
    if (known) return known
    const made = make(release, name, kind)
    // Names that nobody planned are not remembered: there is no end of them.
    if (made) checks.set(name, made)
    return made
  }
}

/** A verdict out of reasons, each with what it leads to. */
const judgement = (found: readonly { reason: Found; action: Action }[]): Judgement => {
  let worst: Action | null = null
  for (const { action } of found) worst = stricter(worst, action)
  return worst === null ? ACCEPTED : { verdict: verdictOf(worst), reasons: found.map(({ reason }) => reason) }
}

/**
 * The judge of a project's events. Compiles lazily and keeps what it compiled; made anew when the plan changes, so that
 * what an event is judged by never changes under it.
 */
export const createEnforce = (
  known: Known,
  { unplanned, now = Date.now }: { unplanned: Unplanned; now?: () => number },
): Enforce => {
  const resolve = createResolve(known)
  const compile = createCompiler()
  const builtIn = createBuiltInChecks()
  const limit = createReasonLimit(now)

  const planned = ({ release, event, check }: Compiled, judged: Judged, sender: Sender): Judgement => {
    const props = judged.props ?? NO_PROPS
    const from = event.sources[sender.kind]
    const rightSource = from === true || (from !== undefined && meetsVersion(judged.appVersion, from))
    if (rightSource && event.status !== 'draft' && event.status !== 'removed' && check.passes(props)) return ACCEPTED

    const action = actionOf(event, sender, release.defaults.on_violation)
    const found: { reason: Found; action: Action }[] = []
    if (event.status === 'removed') found.push({ reason: plainReason('event.removed', 'event'), action: 'quarantine' })
    if (event.status === 'draft') found.push({ reason: plainReason('event.draft', 'event'), action: 'flag' })
    if (!rightSource) {
      const sources = Object.keys(event.sources).join(', ')
      const reason =
        from === undefined
          ? plainReason('source.unplanned', 'event', `${sender.kind} sends it, planned are ${sources}`)
          : plainReason('source.version', 'event', `${judged.appVersion} sends it, planned is ${from}`)
      found.push({ reason, action })
    }
    if (!check.passes(props)) {
      for (const reason of check.explain(props)) {
        const extra = reason.rule === 'prop.unplanned' && event.extra !== 'forbid'
        found.push({ reason, action: extra ? unplanned.props : action })
      }
    }
    return judgement(found)
  }

  const judge = (judged: Judged, sender: Sender): Judgement => {
    const release = resolve(judged.plan)
    if (!release) {
      const named = (judged.plan ?? '').slice(0, 100)
      return judgement([{ reason: plainReason('plan.unknown', 'plan', named), action: 'quarantine' }])
    }
    if (judged.plan === undefined && sender.unversioned === 'quarantine' && !isReservedName(judged.event)) {
      return judgement([{ reason: plainReason('plan.unversioned', 'plan'), action: 'quarantine' }])
    }
    if (isReservedName(judged.event)) {
      // Names with a $ that are no built-in have a rule of their own, with or without a plan.
      const check = builtIn.get(judged.event)
      const props = judged.props ?? NO_PROPS
      if (check?.describes(props)) return DESCRIBED
      const reasons = check?.explain(props) ?? []
      return judgement(reasons.map(reason => ({ reason, action: 'flag' })))
    }
    const compiled = compile(release, judged.event, sender.kind)
    if (compiled?.open && compiled.check.passes(judged.props ?? NO_PROPS)) {
      return compiled.event.extra === 'allow' ? ACCEPTED : DESCRIBED
    }
    if (compiled) return planned(compiled, judged, sender)
    const reason = plainReason('event.unplanned', 'event', judged.event.slice(0, 100))
    return judgement([{ reason, action: unplanned.events }])
  }

  return (judged, sender) => {
    const made = judge(judged, sender)
    if (made.verdict === 'accepted') return made
    return { verdict: made.verdict, reasons: limit(judged.event, made.reasons as Found[]) }
  }
}
