import type { Subject } from '../../load/places.ts'
import type { Property } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Pair } from '../match.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { PROFILE_EVENTS } from '../usage.ts'
import { wordingDraft } from './meaning.ts'
import { propertyAlias } from './property-alias.ts'
import type { PropertyDetector } from './property-fact.ts'
import { propertyLimits } from './property-limits.ts'
import { propertyNull, propertyOpenness } from './property-openness.ts'
import { propertyPii } from './property-pii.ts'
import { propertyType } from './property-type.ts'
import { propertyValues } from './property-values.ts'

const DETECTORS: readonly PropertyDetector[] = [
  propertyType,
  propertyNull,
  propertyOpenness,
  propertyLimits,
  propertyValues,
  propertyPii,
  propertyAlias,
]

type Of = { pair: Pair<Property>; subject: string; entry: Subject; events: readonly string[] }

const draftsOf = ({ pair: { before, after }, subject, entry, events }: Of): Draft[] => {
  const facts = DETECTORS.flatMap(detect => detect(before, after)).map(({ path, ...fact }) => ({
    ...fact,
    subject,
    at: { subject: entry, path },
    events,
    // Nobody sends what no event uses; its column may still be asked for.
    ...(events.length === 0 ? { clients: 'safe' as const } : {}),
  }))
  const meaning = wordingDraft({
    what: { en: 'say', zh: '说明 say' },
    texts: [before.say, after.say],
    subject,
    at: { subject: entry, path: ['say'] },
    events,
  })
  return [...facts, ...meaning]
}

/** Entries of the dictionary that were edited, each with every event that uses it. */
export const properties = (plans: Plans): Draft[] =>
  plans.properties.pairs.flatMap(pair => {
    const { before, after } = pair
    const events = plans.touched(plans.usage.before.property(before.name), plans.usage.after.property(after.name))
    return draftsOf({ pair, subject: after.name, entry: `property:${after.name}`, events })
  })

/** Properties of users: the same rules; they come with the `$profile_` events. */
export const profileProperties = ({ profile }: Plans): Draft[] => [
  ...profile.pairs.flatMap(pair =>
    draftsOf({
      pair,
      subject: `profile.${pair.after.name}`,
      entry: `profile:${pair.after.name}`,
      events: PROFILE_EVENTS,
    }),
  ),
  ...profile.born.map(({ name }) => profileDraft('property.added', name, { en: 'new', zh: '新增' })),
  ...profile.gone.map(({ name }) =>
    profileDraft('property.removed', name, { en: 'no longer in the plan', zh: '已从方案中删除' }),
  ),
  ...profile.pairs
    .filter(({ before, after }) => before.name !== after.name)
    .map(({ before, after }) => {
      const fact = { en: `${before.name} → ${after.name}`, zh: `${before.name} → ${after.name}` }
      return profileDraft('property.renamed', before.name, fact, after.name)
    }),
]

const profileDraft = (rule: DiffRuleId, name: string, fact: Draft['fact'], written?: string): Draft => ({
  rule,
  subject: `profile.${name}`,
  at: { subject: rule === 'property.removed' ? 'plan:' : `profile:${written ?? name}` },
  events: PROFILE_EVENTS,
  fact,
})
