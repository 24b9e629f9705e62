import type { PlanContent } from '../model.ts'
import { enums } from './detect/enums.ts'
import { eventAlias } from './detect/event-alias.ts'
import { eventBindings } from './detect/event-bindings.ts'
import { eventCounting } from './detect/event-counting.ts'
import { eventEnforcement } from './detect/event-enforcement.ts'
import { eventLimits } from './detect/event-limits.ts'
import { eventNames } from './detect/event-names.ts'
import { eventProps, eventVariants } from './detect/event-props.ts'
import { eventReplaced } from './detect/event-replaced.ts'
import { eventSources } from './detect/event-sources.ts'
import { eventStatus } from './detect/event-status.ts'
import { everyEvent } from './detect/every-event.ts'
import { itemTypes } from './detect/item-types.ts'
import { eventMeaning } from './detect/meaning.ts'
import { planLevel } from './detect/plan-level.ts'
import { profileProperties, properties } from './detect/properties.ts'
import { propertyMoves } from './detect/property-moves.ts'
import { propertyNames } from './detect/property-names.ts'
import { questions } from './detect/questions.ts'
import { text } from './detect/text.ts'
import { twoTypes } from './detect/two-types.ts'
import { type Draft, type Finding, toFinding } from './finding.ts'
import { type Plans, plansOf } from './plans.ts'
import type { Effect, Rule } from './rule.ts'
import { DIFF_RULES } from './rules.ts'
import { own } from './same.ts'

const DETECTORS: readonly ((plans: Plans) => Draft[])[] = [
  planLevel,
  eventNames,
  eventStatus,
  eventReplaced,
  eventAlias,
  eventSources,
  eventEnforcement,
  eventCounting,
  eventMeaning,
  eventProps,
  eventVariants,
  eventLimits,
  eventBindings,
  everyEvent,
  propertyNames,
  properties,
  profileProperties,
  propertyMoves,
  twoTypes,
  itemTypes,
  enums,
  questions,
  text,
]

/** Everything that differs between two plans, before anybody's answers and waivers. */
export const comparePlans = (of: {
  before: PlanContent
  after: PlanContent
  between?: readonly PlanContent[]
}): Finding[] => {
  const plans = plansOf(of)
  return DETECTORS.flatMap(detect => detect(plans))
    .map(draft => asText(plans, draft))
    .map(draft => asDraft(plans, draft))
    .map(draft => placed(plans, draft))
    .map(toFinding)
}

/** Detectors say `plan:` for the plan as a whole. */
const placed = ({ after }: Plans, draft: Draft): Draft =>
  draft.at.subject === 'plan:' ? { ...draft, at: { ...draft.at, subject: `plan:${after.plan}` } } : draft

/** True where every event that was there before was a draft: nobody was promised anything. */
const onlyDrafts = ({ before, events }: Plans, touched: readonly string[]): boolean => {
  const former = new Map([...events.renames].map(([old, now]) => [now, old]))
  const known = touched.flatMap(name => own(before.events, former.get(name) ?? name) ?? [])
  return known.length > 0 && known.every(({ status }) => status === 'draft')
}

/** Rewording what nobody uses, or nobody was promised, needs no answer. */
const asText = (plans: Plans, draft: Draft): Draft => {
  if (draft.asks === undefined || (draft.events.length > 0 && !onlyDrafts(plans, draft.events))) return draft
  const { asks: _, ...rest } = draft
  return { ...rest, rule: 'text.changed' }
}

/** A draft breaks nobody; what becomes of columns and of names for ever does not depend on it. */
const asDraft = (plans: Plans, draft: Draft): Draft => {
  const rule: Rule = DIFF_RULES[draft.rule]
  if (rule.evenDrafts || !onlyDrafts(plans, draft.events)) return draft
  const milder = (effect: Effect): Effect => (effect === 'breaks' ? 'warns' : effect)
  return {
    ...draft,
    clients: milder(draft.clients ?? rule.clients),
    queries: milder(draft.queries ?? rule.queries),
  }
}
