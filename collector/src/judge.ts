import {
  type BatchEnvelope,
  compiled,
  type EventVerdict,
  isBuiltIn,
  isReservedName,
  type Reason,
  type Verdict,
} from '@maidian/schemas'
import { RULES, type RuleId } from './rules.ts'

const ORDER: Verdict[] = ['accepted', 'flagged', 'quarantined', 'blocked']

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

/** The device, else the user, that an event belongs to: the event's own, else the batch's. Empty: nobody. */
export const actorOf = (event: unknown, batch: BatchEnvelope): string => {
  const own = (typeof event === 'object' && event !== null ? event : {}) as { device?: unknown; user?: unknown }
  for (const candidate of [own.device, batch.device, own.user, batch.user])
    if (typeof candidate === 'string' && candidate !== '') return candidate
  return ''
}

const reasonsOf = (event: unknown, batch: BatchEnvelope): Reason[] => {
  const reasons = shapeReasons(event)
  if (actorOf(event, batch) === '') reasons.push(reason('event.actor', 'device'))
  const name = (event as { event?: unknown } | null)?.event
  if (typeof name === 'string' && isReservedName(name) && !isBuiltIn(name)) {
    reasons.push(reason('event.reserved_name', 'event', name.slice(0, 100)))
  }
  return reasons
}

const worst = (reasons: Reason[]): Verdict =>
  reasons.reduce<Verdict>((verdict, { rule }) => {
    const next = RULES[rule as RuleId].verdict
    return ORDER.indexOf(next) > ORDER.indexOf(verdict) ? next : verdict
  }, 'accepted')

const idAsSent = (event: unknown): string => {
  const id = (event as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id : ''
}

/** Judges each event of a batch alone: a bad one never takes its neighbours with it. In the order of the batch. */
export const judge = (batch: BatchEnvelope): EventVerdict[] =>
  batch.events.map((event, index) => {
    const reasons = reasonsOf(event, batch)
    return { index, id: idAsSent(event), verdict: worst(reasons), reasons }
  })
