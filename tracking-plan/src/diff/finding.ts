import type { Subject } from '../load/places.ts'
import type { Effect, Rule, Say } from './rule.ts'
import { DIFF_RULES, type DiffRuleId } from './rules.ts'
import { whomText } from './whom.ts'

/** Where a finding stands in the plan's files. */
export type At = { subject: Subject; path?: readonly (string | number)[] }

/** What asks for an answer in `changes/`: whether a text still means the same, or an event still fires at the same time. */
export type Asks = 'meaning' | 'trigger'

/**
 * What a detector found. `about` is what a person would write as `of:` in a waiver: `begin_checkout`,
 * `begin_checkout.coupon`, `coupon`, `payment_type=alipay`, `cart_item.price`. `fact` says what changed, old → new.
 */
export type Draft = {
  rule: DiffRuleId
  subject: string
  at: At
  events: readonly string[]
  fact: Say
  clients?: Effect
  queries?: Effect
  asks?: Asks
}

/**
 * A change and what it does to old clients and to existing queries.
 *
 * - `events`: every event it touches.
 * - `versions`: the releases it was found against.
 * - `what`: the bare fact. `message`, `zh`: the fact, for whom it breaks, what to do instead.
 * - `settled`: an earlier release already made this change; nothing is to be decided any more.
 * - `waived`: a change file lets it pass until that day.
 */
export type Finding = {
  rule: DiffRuleId
  subject: string
  events: string[]
  clients: Effect
  queries: Effect
  what: Say
  message: string
  zh: string
  versions: string[]
  at: At
  asks?: Asks
  settled?: true
  waived?: { reason: string; until: string }
}

/** A finding in full: effects by its rule, unless the detector says that it is milder here. */
export const toFinding = (draft: Draft): Finding => {
  const rule: Rule = DIFF_RULES[draft.rule]
  const clients = draft.clients ?? rule.clients
  const queries = draft.queries ?? rule.queries
  const what = { en: `${draft.subject}: ${draft.fact.en}`, zh: `${draft.subject}：${draft.fact.zh}` }
  const whom = whomText({ rule, clients, queries })
  const instead = clients === 'safe' && queries === 'safe' ? undefined : rule.instead
  return {
    rule: draft.rule,
    subject: draft.subject,
    events: [...new Set(draft.events)],
    clients,
    queries,
    what,
    message: [what.en, whom?.en, instead?.en].filter(part => part !== undefined).join('. '),
    zh: [what.zh, whom?.zh, instead?.zh].filter(part => part !== undefined).join('。'),
    versions: [],
    at: draft.at,
    ...(draft.asks ? { asks: draft.asks } : {}),
  }
}

/** The same finding under another rule, with that rule's effects and advice. */
export const underRule = (finding: Finding, rule: DiffRuleId, events: readonly string[] = finding.events): Finding => ({
  ...toFinding({ rule, subject: finding.subject, at: finding.at, events, fact: factOf(finding) }),
  versions: finding.versions,
  ...(finding.settled ? { settled: true } : {}),
})

/** What changed, without the subject. */
export const factOf = ({ subject, what }: Finding): Say => ({
  en: what.en.slice(subject.length + 2),
  zh: what.zh.slice(subject.length + 1),
})

/** The worst that a finding does. */
export const worstOf = ({ clients, queries }: Pick<Finding, 'clients' | 'queries'>): Effect => {
  const effects = [clients, queries]
  if (effects.includes('breaks')) return 'breaks'
  return effects.includes('warns') ? 'warns' : 'safe'
}

/** True for what a release must not contain: it breaks somebody, and nobody has answered for it. */
export const isOpen = (finding: Finding): boolean =>
  worstOf(finding) === 'breaks' && !finding.waived && !finding.settled
