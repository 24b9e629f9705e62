import { SourceKind } from '@maidian/schemas'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { sentBy } from '../usage.ts'
import { strictnessOf } from './strictness.ts'

type Step = { property: string; kind: SourceKind; added: boolean }

const stepsOf = (plans: Plans): Step[] =>
  SourceKind.options.flatMap(kind => {
    const old = (plans.before.every_event[kind] ?? []).map(plans.nameNow.property)
    const now = plans.after.every_event[kind] ?? []
    return [
      ...now.filter(name => !old.includes(name)).map(property => ({ property, kind, added: true })),
      ...old.filter(name => !now.includes(name)).map(property => ({ property, kind, added: false })),
    ]
  })

/** The events for which something changes: those of that source that do not list the property themselves. */
const eventsOf = (plans: Plans, { property, kind }: Step): string[] =>
  plans.lasting
    .filter(({ before, after }) => sentBy(before, kind) && sentBy(after, kind))
    .map(({ after }) => after)
    .filter(({ props }) => !props.some(({ name }) => name === property))
    .map(({ name }) => name)
    .filter(event => !plans.moves.some(move => move.event === event && move.property === property))

/** Super properties, which may come with any event of a kind of source. */
export const everyEvent = (plans: Plans): Draft[] => {
  const groups = new Map<string, Step[]>()
  for (const step of stepsOf(plans)) {
    const { born, gone } = plans.properties
    if ((step.added ? born : gone).some(({ name }) => name === step.property)) continue
    const key = `${step.property} ${step.added}`
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups.values()].flatMap(group => {
    const { property, added } = group[0]!
    const kinds = group.map(({ kind }) => kind).join(', ')
    const events = [...new Set(group.flatMap(step => eventsOf(plans, step)))]
    const moved = plans.moves.some(move => move.property === property)
    if (moved && events.length === 0) return []
    const rule: DiffRuleId = added ? 'property.added' : 'property.removed'
    return [
      {
        rule,
        subject: `every_event.${property}`,
        at: { subject: 'plan:', path: ['every_event', group[0]!.kind] },
        events,
        fact: added
          ? { en: `may come with every event (${kinds})`, zh: `成为公共属性（${kinds}）` }
          : { en: `no longer comes with every event (${kinds})`, zh: `不再是公共属性（${kinds}）` },
        ...(added ? {} : { clients: strictnessOf(plans, events) }),
      },
    ]
  })
}
