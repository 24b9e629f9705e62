import { isBuiltIn, isReservedName } from '@maidian/schemas'
import { emptyPlan } from '../empty-plan.ts'
import {
  type Enumeration,
  type ItemType,
  type PlanContent,
  type PlanEvent,
  type Property,
  type PropertyUse,
  ScalarType,
  type Text,
} from '../model.ts'
import { RESERVED_COLUMNS, RESERVED_RELATIONS } from '../reserved-names.ts'
import type { Remarks } from '../write/plan-files.ts'
import { ENOUGH, inferProperty } from './infer-property.ts'
import type { EventProfile, Traffic } from './profile.ts'
import type { ValueProfile } from './value-profile.ts'

export type InferOptions = { plan: string; languages: readonly string[]; owner: string }

export type InferredPlan = {
  content: PlanContent
  /** What a person should look at before the plan is used. */
  notes: string[]
  /** Comments for the YAML. */
  remarks: Remarks
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
  const remarks: Remarks = {}
  const properties: Record<string, Property> = {}
  const enums: Record<string, Enumeration> = {}
  const types: Record<string, ItemType> = {}

  const leave = (name: string, why: string): null => {
    notes.push(`${name} is left out: ${why}`)
    return null
  }
  /** The property of this name, made when it is first asked for; null where there can be none. */
  const propertyOf = (name: string, profile: ValueProfile): Property | null => {
    if (Object.hasOwn(properties, name)) return properties[name] ?? null
    if (!NAME.test(name)) return leave(name, 'names are lower-case letters, digits and _')
    if (RESERVED_COLUMNS.includes(name))
      return leave(name, `every event has a column of this name; send it under another one, such as client_${name}`)
    const inferred = inferProperty(name, profile, titled(name, languages))
    if ('why' in inferred) return leave(name, inferred.why)
    if (inferred.property.item !== undefined) {
      const item = itemOf(name, profile)
      if (typeof item === 'string') return leave(name, item)
      types[item.name] = item
      inferred.property.item = item.name
    }
    notes.push(...inferred.notes)
    if (inferred.remarks.length > 0) remarks[`property:${name}`] = inferred.remarks
    if (inferred.enumeration) enums[inferred.enumeration.name] = inferred.enumeration
    properties[name] = inferred.property
    return inferred.property
  }
  /** Elements are closed, so a list of objects is planned with all of its fields, or not at all: the text says why. */
  const itemOf = (name: string, { fields, objects }: ValueProfile): ItemType | string => {
    const props: PropertyUse[] = []
    for (const [field, own] of fields ?? []) {
      const profile = traffic.properties.get(field)
      if (own.kinds.list > 0) return `its field ${field} is a list, and a list holds no lists`
      const property = profile ? propertyOf(field, profile) : null
      if (property === null) return `its field ${field} cannot be planned`
      const always = own.seen - own.kinds.null === objects && objects >= ENOUGH
      props.push({ name: field, required: always && !property.nullable })
    }
    if (props.length === 0) return 'its objects have no fields'
    const isScalar = (ScalarType.options as readonly string[]).includes(name)
    return { name: isScalar ? `${name}_item` : name, say: titled(name, languages), props }
  }
  const profiles = traffic.properties
  const unusable = new Set(
    [...profiles].filter(([name, profile]) => propertyOf(name, profile) === null).map(([name]) => name),
  )

  const eventOf = (name: string, { count, kinds, properties: own }: EventProfile): PlanEvent => {
    const props = [...own].flatMap(([property, n]): PropertyUse[] => {
      const known = Object.hasOwn(properties, property) ? properties[property] : undefined
      return known && !unusable.has(property)
        ? [{ name: property, required: n === count && count >= ENOUGH && !known.nullable }]
        : []
    })
    const loose = [...own.keys()].some(property => unusable.has(property))
    if (kinds.has('server') && kinds.size > 1) {
      const why = 'seen from pages and from a server; write once_per, or why it does not count twice'
      remarks[`event:${name}/sources`] = [`lint-ok event.counted_twice: ${why}`]
      notes.push(`${name} comes from pages and from a server: it counts twice without once_per`)
    }
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

  const inEvents = Object.values(events).flatMap(({ props }) => props.map(({ name }) => name))
  const inItems = inEvents.flatMap(name => types[properties[name]?.item ?? '']?.props.map(use => use.name) ?? [])
  const used = new Set([...inEvents, ...inItems])
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => used.has(name)))
  const inUse = (name: string): boolean => Object.values(kept).some(one => one.enum === name || one.item === name)
  return {
    notes,
    remarks: Object.fromEntries(
      Object.entries(remarks).filter(
        ([subject]) => !subject.startsWith('property:') || used.has(subject.slice('property:'.length)),
      ),
    ),
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
