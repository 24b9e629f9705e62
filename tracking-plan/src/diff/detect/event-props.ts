import type { PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Pair } from '../match.ts'
import type { Plans } from '../plans.ts'
import { sentBy } from '../usage.ts'
import { strictnessOf } from './strictness.ts'
import { compareUses } from './uses.ts'

/** True for a property that may come with the event from every source of it, both before and after. */
const isCovered = (plans: Plans, { before, after }: Pair<PlanEvent>, property: string): boolean => {
  const kinds = Object.keys(after.sources).filter(kind => sentBy(before, kind))
  if (kinds.length === 0) return false
  return kinds.every(kind => {
    const old = (plans.before.every_event as Record<string, string[]>)[kind] ?? []
    const now = (plans.after.every_event as Record<string, string[]>)[kind] ?? []
    return old.map(plans.nameNow.property).includes(property) && now.includes(property)
  })
}

const elsewhere = (plans: Plans, pair: Pair<PlanEvent>) => (property: string) => {
  const moved = plans.moves.some(move => move.event === pair.after.name && move.property === property)
  if (moved) return 'moved'
  return isCovered(plans, pair, property) ? 'covered' : undefined
}

/** An event's own properties. */
export const eventProps = (plans: Plans): Draft[] =>
  plans.lasting.flatMap(pair =>
    compareUses({
      plans,
      before: pair.before.props,
      after: pair.after.props,
      owner: pair.after.name,
      at: { subject: `event:${pair.after.name}`, path: ['props'] },
      events: [pair.after.name],
      strict: strictnessOf(plans, [pair.after.name]),
      elsewhere: elsewhere(plans, pair),
    }),
  )

/** The properties that an event has for some values of another one. */
export const eventVariants = (plans: Plans): Draft[] => plans.lasting.flatMap(pair => variantsOf(plans, pair))

const variantsOf = (plans: Plans, pair: Pair<PlanEvent>): Draft[] => {
  const { before, after } = pair
  const [old, now] = [before.variants, after.variants]
  const subject = after.name
  const common = { subject, at: { subject: `event:${subject}`, path: ['variants'] } as const, events: [subject] }
  if (old && now && plans.nameNow.property(old.by) !== now.by) {
    const fact = { en: `variants by ${old.by} → ${now.by}`, zh: `变体的判别属性：${old.by} → ${now.by}` }
    return [{ ...common, rule: 'variant.discriminator_changed', fact }]
  }
  const by = now?.by ?? old?.by
  const values = [...new Set([...Object.keys(old?.when ?? {}), ...Object.keys(now?.when ?? {})])]
  return values.flatMap((value): Draft[] => {
    const [had, has] = [old?.when[value], now?.when[value]]
    const when = { en: `variant ${by} = ${value}`, zh: `变体 ${by} = ${value}` }
    const of = { ...common, subject: `${subject}.${value}` }
    if (!has) return [{ ...of, rule: 'variant.removed', fact: { en: `no ${when.en}`, zh: `不再有${when.zh}` } }]
    const added: Draft = { ...of, rule: 'variant.added', fact: { en: `new ${when.en}`, zh: `新增${when.zh}` } }
    const inside = compareUses({
      plans,
      before: had ?? [],
      after: has,
      owner: subject,
      at: { subject: `event:${subject}`, path: ['variants', 'when', value] },
      events: [subject],
      strict: strictnessOf(plans, [subject]),
      inside: when,
      elsewhere: elsewhere(plans, pair),
    })
    return had ? inside : [added, ...inside]
  })
}
