import type { PropertyUse } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { Effect, Say } from '../rule.ts'
import type { DiffRuleId } from '../rules.ts'
import { own } from '../same.ts'
import { rewordedText, wording } from '../wording.ts'

/**
 * A list of properties in an event, a variant or a type, before and after.
 *
 * - `owner`: the first half of subjects, `begin_checkout` of `begin_checkout.coupon`.
 * - `strict`: what a client meets that sends a property which is no longer planned.
 * - `elsewhere`: whether the property is reported as moved, or may come along anyway (as a super property).
 */
export type Uses = {
  plans: Plans
  before: readonly PropertyUse[]
  after: readonly PropertyUse[]
  owner: string
  at: Draft['at'] & { path: readonly (string | number)[] }
  events: readonly string[]
  strict: Effect
  inside?: Say
  elsewhere: (property: string) => 'moved' | 'covered' | undefined
}

/** What changed between two lists of properties: which there are, which are needed, what they mean there. */
export const compareUses = (uses: Uses): Draft[] => {
  const { before, after, plans } = uses
  const old = new Map(before.map(use => [plans.nameNow.property(use.name), use]))
  const now = new Map(after.map(use => [use.name, use]))
  return [
    ...after.flatMap((use, index) => {
      const former = old.get(use.name)
      return former ? changed(uses, { former, use, index }) : added(uses, use, index)
    }),
    ...[...old].flatMap(([name, former]) => (now.has(name) ? [] : removed(uses, name, former))),
  ]
}

const draftOf = (uses: Uses, draft: { rule: DiffRuleId; name: string; fact: Say; index?: number }): Draft => ({
  rule: draft.rule,
  subject: `${uses.owner}.${draft.name}`,
  at: draft.index === undefined ? { subject: uses.at.subject } : { ...uses.at, path: [...uses.at.path, draft.index] },
  events: uses.events,
  fact: uses.inside
    ? { en: `${draft.fact.en} (${uses.inside.en})`, zh: `${draft.fact.zh}（${uses.inside.zh}）` }
    : draft.fact,
})

const OPTIONAL_TO_REQUIRED: Say = { en: 'optional → required', zh: '可选 → 必填' }
const REQUIRED_TO_OPTIONAL: Say = { en: 'required → optional', zh: '必填 → 可选' }

const added = (uses: Uses, { name, required }: PropertyUse, index: number): Draft[] => {
  const elsewhere = uses.elsewhere(name)
  if (elsewhere === 'moved') return []
  if (elsewhere === 'covered')
    return required ? [draftOf(uses, { rule: 'property.now_required', name, index, fact: OPTIONAL_TO_REQUIRED })] : []
  if (required) {
    const fact = { en: 'new, and required', zh: '新增，且必填' }
    return [draftOf(uses, { rule: 'property.required_added', name, index, fact })]
  }
  // A property that is new altogether is one finding of its own, with every event that uses it.
  if (uses.plans.properties.born.some(property => property.name === name)) return []
  return [draftOf(uses, { rule: 'property.added', name, index, fact: { en: 'new, optional', zh: '新增，可选' } })]
}

const removed = (uses: Uses, name: string, former: PropertyUse): Draft[] => {
  const elsewhere = uses.elsewhere(name)
  if (elsewhere === 'moved' || uses.plans.properties.gone.some(property => property.name === former.name)) return []
  if (elsewhere === 'covered')
    return former.required ? [draftOf(uses, { rule: 'property.now_optional', name, fact: REQUIRED_TO_OPTIONAL })] : []
  const fact = { en: 'no longer sent', zh: '不再上报' }
  return [{ ...draftOf(uses, { rule: 'property.removed', name, fact }), clients: uses.strict }]
}

const changed = (uses: Uses, of: { former: PropertyUse; use: PropertyUse; index: number }): Draft[] => {
  const { former, use, index } = of
  const { name } = use
  const drafts: Draft[] = []
  if (former.required !== use.required)
    drafts.push(
      use.required
        ? draftOf(uses, { rule: 'property.now_required', name, index, fact: OPTIONAL_TO_REQUIRED })
        : draftOf(uses, { rule: 'property.now_optional', name, index, fact: REQUIRED_TO_OPTIONAL }),
    )
  if (former.say === undefined && use.say === undefined) return drafts

  const before = former.say ?? own(uses.plans.before.properties, former.name)?.say
  const after = use.say ?? own(uses.plans.after.properties, name)?.say
  const became = wording(before, after)
  if (became === 'reworded' || became === 'vanished') {
    const text = rewordedText(before, after)
    const fact = { en: `means, here: ${text}`, zh: `在这里的含义：${text}` }
    drafts.push({ ...draftOf(uses, { rule: 'meaning.unanswered', name, index, fact }), asks: 'meaning' })
  } else if (became !== 'equal') {
    const fact = { en: 'text in another language', zh: '增减了某种语言的文字' }
    drafts.push(draftOf(uses, { rule: 'text.changed', name, index, fact }))
  }
  return drafts
}
