/**
 * Why an event breaks its plan: stable ids, and in general what is expected. `property` rules name a property in their
 * path; where a row or a log header lists them, the path stands behind a colon: `prop.type:price`.
 */
export const PLAN_RULES = {
  'plan.unknown': 'this release of the plan is not known here',
  'plan.unversioned': 'this source must say by which release an event was made',
  'event.unplanned': 'the plan has no such event',
  'event.draft': 'the event is a draft',
  'event.removed': 'the event was removed from the plan',
  'source.unplanned': 'the plan does not let this kind of source send the event',
  'source.version': 'the plan has this event from a later version of the app on',
  'prop.missing': 'a required property is missing',
  'prop.unplanned': 'the plan has no such property here',
  'prop.null': 'null is not planned',
  'prop.type': 'the value has another type than planned',
  'prop.format': 'the text is not of the planned form',
  'prop.enum': 'the value is none of the planned ones',
  'prop.range': 'the number is outside the planned range',
  'prop.length': 'the text is shorter or longer than planned',
  'prop.size': 'the list has fewer or more elements than planned',
  'prop.pattern': 'the text does not match the planned pattern',
  'prop.rule': 'a rule of the plan between properties does not hold',
} as const

export type PlanRuleId = keyof typeof PLAN_RULES

/** How a rule is written in a log header and in the column `flags`: with the path of the property, without indexes. */
export const ruleWithPath = ({ rule, path }: { rule: string; path: string }): string =>
  rule.startsWith('prop.') ? `${rule}:${path.replace(/\[\d+\]/g, '')}` : rule
