import {
  type BatchEnvelope,
  compiled,
  type EventVerdict,
  isBuiltIn,
  isReservedName,
  type Reason,
  type Verdict,
} from '@maidian/schemas'
import type { Enforce, Judged, Judgement, Sender } from '@maidian/tracking-plan'
import type { Bounds } from './bounds.ts'
import { RULES, type RuleId } from './rules.ts'

const ORDER: Verdict[] = ['accepted', 'flagged', 'quarantined', 'blocked']

/** What judges by the plan, and for whom; null for a project without a plan. */
export type ByPlan = { enforce: Enforce; sender: Sender } | null

const reason = (rule: RuleId, path: string, detail?: string): Reason => ({
  rule,
  path,
  message: detail ? `${RULES[rule].say} (${detail})` : RULES[rule].say,
})

const fieldRules: Record<string, RuleId> = { id: 'event.id', event: 'event.name', time: 'event.time' }

const shapeReasons = (event: unknown): Reason[] => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return [reason('event.not_object', '')]
  const result = compiled.event.safeParse(event)
  if (result.success) return []
  const seen = new Map<string, Reason>()
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!seen.has(field)) seen.set(field, reason(fieldRules[field] ?? 'event.field', field, issue.message))
  }
  return [...seen.values()]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The device, else the user, that an event belongs to: the event's own, else the batch's. Empty: nobody. */
export const actorOf = (event: unknown, batch: BatchEnvelope): string => {
  const own = (typeof event === 'object' && event !== null ? event : {}) as { device?: unknown; user?: unknown }
  return text(own.device) || text(batch.device) || text(own.user) || text(batch.user)
}

const NO_REASONS: Reason[] = []

const isOrdinaryOrBuiltIn = (name: string): boolean => !isReservedName(name) || isBuiltIn(name)

/** The quick look at an event that nearly all pass. */
const isPlain = (event: unknown, batch: BatchEnvelope): boolean =>
  compiled.eventShape.validate(event) &&
  actorOf(event, batch) !== '' &&
  isOrdinaryOrBuiltIn((event as { event: string }).event)

const reasonsOf = (event: unknown, batch: BatchEnvelope): Reason[] => {
  const reasons = compiled.eventShape.validate(event) ? [] : shapeReasons(event)
  if (actorOf(event, batch) === '') reasons.push(reason('event.actor', 'device'))
  const name = (event as { event?: unknown } | null)?.event
  if (typeof name === 'string' && !isOrdinaryOrBuiltIn(name)) {
    reasons.push(reason('event.reserved_name', 'event', name.slice(0, 100)))
  }
  return reasons
}

const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a)

const worst = (reasons: Reason[]): Verdict =>
  reasons.reduce<Verdict>((verdict, { rule }) => worse(verdict, RULES[rule as RuleId].verdict), 'accepted')

/** The version of the app that an event was made in; empty where its context does not say. */
const appVersionOf = (context: unknown, batch: BatchEnvelope): string => {
  const { app } = (typeof context === 'number' ? batch.contexts?.[context] : undefined) ?? {}
  const version = (app as { version?: unknown } | null | undefined)?.version
  return typeof version === 'string' ? version : ''
}

const idAsSent = (event: unknown): string => {
  const id = (event as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id : ''
}

/** An event that can be read is judged by the plan, too: as it is once it was cut to the bounds. */
const judgeEvent = (
  event: unknown,
  batch: BatchEnvelope,
  { plan, bounds }: { plan: ByPlan; bounds: Bounds },
): { verdict: Verdict; reasons: Reason[] } => {
  const own = isPlain(event, batch) ? NO_REASONS : reasonsOf(event, batch)
  const byPlan = (): Judgement | null => {
    if (plan === null) return null
    const { event: name, plan: stamp, props, context } = event as Judged & { context?: unknown }
    return plan.enforce({ event: name, plan: stamp, props, appVersion: appVersionOf(context, batch) }, plan.sender)
  }
  let planned = own.length === 0 ? byPlan() : null
  // Nearly every event ends here: what the plan describes whole needs no look at its bounds.
  if (planned?.described && !bounds.longText) return planned
  const cut = bounds.cut(event)
  const reasons = cut ? [...cut, ...own] : own
  const verdict = worst(reasons)
  if (verdict === 'quarantined') return { verdict, reasons }
  if (cut || planned === null) planned = byPlan()
  if (planned === null) return { verdict, reasons }
  if (reasons.length === 0) return planned
  return { verdict: worse(verdict, planned.verdict), reasons: [...reasons, ...planned.reasons] }
}

/**
 * Judges each event of a batch alone: a bad one never takes its neighbours with it. Returns, in the order of the batch,
 * only the events that are not plainly accepted; `all`: every one.
 */
export const judge = (
  batch: BatchEnvelope,
  { plan = null, all = false, bounds }: { plan?: ByPlan; all?: boolean; bounds: Bounds },
): EventVerdict[] => {
  const listed: EventVerdict[] = []
  batch.events.forEach((event, index) => {
    const { verdict, reasons } = judgeEvent(event, batch, { plan, bounds })
    if (all || verdict !== 'accepted') listed.push({ index, id: idAsSent(event), verdict, reasons })
  })
  return listed
}
