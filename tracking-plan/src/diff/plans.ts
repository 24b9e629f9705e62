import type { Enumeration, ItemType, PlanContent, PlanEvent, Property } from '../model.ts'
import { type Ancestry, ancestryOf, type Matched, match, type Pair } from './match.ts'
import { type Move, movesIn } from './moves.ts'
import { own } from './same.ts'
import { type Usage, usageOf } from './usage.ts'

/** Two plans side by side, with everything that detectors ask about them. */
export type Plans = {
  before: PlanContent
  after: PlanContent
  events: Matched<PlanEvent>
  /** Events that are there on both sides, removed on neither. */
  lasting: Pair<PlanEvent>[]
  properties: Matched<Property>
  profile: Matched<Property>
  types: Pair<ItemType>[]
  enums: Pair<Enumeration>[]
  /** old event → the events that newly say that they replace it. */
  replaced: ReadonlyMap<string, string[]>
  moves: Move[]
  usage: { before: Usage; after: Usage }
  /** What a property or an event of the earlier plan is called now. */
  nameNow: { property: (name: string) => string; event: (name: string) => string }
  /** The lasting events among those that used something before or use it now, under their present names. */
  touched: (before: readonly string[], after: readonly string[]) => string[]
}

/** Lays two plans side by side. `between` are the releases after the first, oldest first: they remember former names. */
export const plansOf = (of: { before: PlanContent; after: PlanContent; between?: readonly PlanContent[] }): Plans => {
  const { before, after, between = [] } = of
  const matched = <T extends { name: string }>(pick: (plan: PlanContent) => Record<string, T>): Matched<T> => {
    const ancestry: Ancestry = ancestryOf(between.flatMap(plan => Object.values(pick(plan))))
    return match({ before: Object.values(pick(before)), after: Object.values(pick(after)), ancestry })
  }
  const events = matched(plan => plan.events)
  const properties = matched(plan => plan.properties)
  const profile = matched(plan => plan.profile)
  const usage = { before: usageOf(before), after: usageOf(after) }
  const lasting = events.pairs.filter(pair => pair.before.status !== 'removed' && pair.after.status !== 'removed')
  const lastingNames = new Set(lasting.map(pair => pair.after.name))
  const nameNow = {
    property: (name: string) => properties.renames.get(name) ?? name,
    event: (name: string) => events.renames.get(name) ?? name,
  }
  const holders = [...properties.pairs, ...profile.pairs]
  return {
    before,
    after,
    events,
    lasting,
    properties,
    profile,
    types: pairsOf({ before: before.types, after: after.types, holders, key: 'item' }),
    enums: pairsOf({ before: before.enums, after: after.enums, holders, key: 'enum' }),
    replaced: replacedIn(events),
    moves: movesIn({
      events: lasting,
      before: usage.before.places,
      after: usage.after.places,
      nameNow: nameNow.property,
    }),
    usage,
    nameNow,
    touched: (old, now) =>
      [...new Set([...old.map(nameNow.event), ...now])].filter(name => lastingNames.has(name) || name.startsWith('$')),
  }
}

/** Types or enums under one name, and those that a property exchanged for one another. */
const pairsOf = <T extends { name: string }>(of: {
  before: Record<string, T>
  after: Record<string, T>
  holders: readonly Pair<Property>[]
  key: 'item' | 'enum'
}): Pair<T>[] => {
  const names = new Map<string, [string, string]>()
  const put = (old: string, now: string) => names.set(JSON.stringify([old, now]), [old, now])
  for (const name of Object.keys(of.before)) put(name, name)
  for (const { before, after } of of.holders) {
    const [old, now] = [before[of.key], after[of.key]]
    if (old !== undefined && now !== undefined) put(old, now)
  }
  return [...names.values()].flatMap(([old, now]) => {
    const [before, after] = [own(of.before, old), own(of.after, now)]
    return before && after ? [{ before, after }] : []
  })
}

const replacedIn = ({ pairs, born, gone }: Matched<PlanEvent>): Map<string, string[]> => {
  const known = new Set(
    [...pairs.map(({ before }) => before), ...gone].filter(e => e.status !== 'removed').map(e => e.name),
  )
  const replaced = new Map<string, string[]>()
  const put = (by: PlanEvent, former: readonly string[] = []) => {
    for (const name of by.replaces ?? [])
      if (known.has(name) && !former.includes(name)) replaced.set(name, [...(replaced.get(name) ?? []), by.name])
  }
  for (const { before, after } of pairs) put(after, before.replaces)
  for (const event of born) put(event)
  return replaced
}
