import { isBuiltIn, isReservedName } from '@maidian/schemas'
import { emptyPlan } from '../empty-plan.ts'
import type { Enumeration, ItemType, PlanContent, PlanEvent, Property, PropertyUse, Text } from '../model.ts'
import { RESERVED_COLUMNS, RESERVED_RELATIONS } from '../reserved-names.ts'
import { ENOUGH, inferProperty } from './infer-property.ts'
import type { EventProfile, Traffic } from './profile.ts'
import type { ValueProfile } from './value-profile.ts'

export type InferOptions = { plan: string; languages: readonly string[]; owner: string }

export type InferredPlan = {
  content: PlanContent
  /** What a person should look at before the plan is used. */
  notes: string[]
}

const NAME = /^[a-z][a-z0-9_]{0,59}$/

/** `promo_page` → `Promo page`, in each language: somebody will write what it means. */
const titled = (name: string, languages: readonly string[]): Text => {
  const words = name.replaceAll('_', ' ').trim()
  const title = `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
  return Object.fromEntries(languages.map(language => [language, title]))
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** When it was seen, which is not yet when it is sent. */
const seenText = ({ first, last }: Traffic, languages: readonly string[]): Text => {
  const range = Number.isFinite(first) ? ` ${day(first)} … ${day(last)}` : ''
  return Object.fromEntries(
    languages.map(language => [
      language,
      language === 'zh' ? `见于流量${range}，请写明何时触发` : `seen in traffic${range}; write when it is sent`,
    ]),
  )
}

/**
 * The plan that a person would start from: what traffic says, in the plan's language. It lints clean; what traffic
 * cannot say, or says in several ways, is in the notes.
 */
export const inferPlan = (traffic: Traffic, { plan, languages, owner }: InferOptions): InferredPlan => {
  const notes: string[] = []
  const properties: Record<string, Property> = {}
  const enums: Record<string, Enumeration> = {}
  const types: Record<string, ItemType> = {}

  const leave = (name: string, why: string): null => {
    notes.push(`${name} is left out: ${why}`)
    return null
  }
  /** The property of this name, made when it is first asked for; null where there can be none. */
  const propertyOf = (name: string, profile: ValueProfile): Property | null => {
    const known = properties[name]
    if (known) return known
    if (!NAME.test(name)) return leave(name, 'names are lower-case letters, digits and _')
    if (RESERVED_COLUMNS.includes(name))
      return leave(name, 'every event has a column of this name; send it under another one')
    const inferred = inferProperty(name, profile, titled(name, languages))
    if ('why' in inferred) return leave(name, inferred.why)
    if (inferred.property.item !== undefined) {
      const item = itemOf(name, profile)
      if (item === null) return leave(name, 'nothing in its objects can be planned')
      types[name] = item
    }
    notes.push(...inferred.notes)
    if (inferred.enumeration) enums[inferred.enumeration.name] = inferred.enumeration
    properties[name] = inferred.property
    return inferred.property
  }
  const itemOf = (name: string, { fields, objects }: ValueProfile): ItemType | null => {
    const props = [...(fields ?? [])].flatMap(([field, profile]): PropertyUse[] => {
      if (profile.kinds.list > 0) {
        leave(`${name}.${field}`, 'a list holds no lists')
        return []
      }
      const property = propertyOf(field, profile)
      const always = profile.seen - profile.kinds.null === objects && objects >= ENOUGH
      return property ? [{ name: field, required: always }] : []
    })
    return props.length > 0 ? { name, say: titled(name, languages), props } : null
  }
  const profiles = traffic.properties
  const unusable = new Set(
    [...profiles].filter(([name, profile]) => propertyOf(name, profile) === null).map(([name]) => name),
  )

  const eventOf = (name: string, { count, kinds, properties: own }: EventProfile): PlanEvent => {
    const props = [...own].flatMap(([property, n]): PropertyUse[] => {
      const known = properties[property]
      return known && !unusable.has(property)
        ? [{ name: property, required: n === count && count >= ENOUGH && !known.nullable }]
        : []
    })
    const loose = [...own.keys()].some(property => unusable.has(property))
    return {
      name,
      title: titled(name, languages),
      status: 'live',
      owner,
      fires: { when: seenText(traffic, languages) },
      sources: Object.fromEntries([...kinds].map(kind => [kind, true as const])),
      props,
      // What was left out goes on coming; it must not flag every event.
      ...(loose && { extra: 'allow' as const }),
    }
  }
  const events: Record<string, PlanEvent> = {}
  for (const [name, profile] of traffic.events) {
    if (isBuiltIn(name)) continue
    if (isReservedName(name) || !NAME.test(name)) leave(name, 'event names are lower-case letters, digits and _')
    else if (RESERVED_RELATIONS.includes(name)) leave(name, 'a table or view has this name')
    else events[name] = eventOf(name, profile)
  }
  if (traffic.left > 0) notes.push(`${traffic.left} values were beyond what is looked at: too many names`)

  const used = new Set([
    ...Object.values(events).flatMap(({ props }) => props.map(({ name }) => name)),
    ...Object.values(types).flatMap(({ props }) => props.map(({ name }) => name)),
  ])
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => used.has(name)))
  const inUse = (name: string): boolean => Object.values(kept).some(one => one.enum === name || one.item === name)
  return {
    notes,
    content: emptyPlan({
      plan,
      languages: [...languages],
      defaults: { on_violation: 'flag', owner },
      properties: kept,
      types: Object.fromEntries(Object.entries(types).filter(([name]) => inUse(name))),
      enums: Object.fromEntries(Object.entries(enums).filter(([name]) => inUse(name))),
      events,
    }),
  }
}
