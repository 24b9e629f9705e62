import type { SourceKind } from '@maidian/schemas'
import * as z from 'zod'
import type { PlanContent, PlanEvent, Property, PropertyUse } from '../model.ts'
import { explainValue, type Fits, missing, unplanned } from './explain-value.ts'
import { patternOf } from './pattern.ts'
import { type Found, MAX_REASONS } from './reasons.ts'
import { valueSchema } from './value-schema.ts'

export type Props = Readonly<Record<string, unknown>>

/** Judges the properties of one event from one kind of source. */
export type EventCheck = {
  /** True where nothing is to be said. */
  passes(props: Props): boolean
  /** What is to be said, once `passes` was false. */
  explain(props: Props): Found[]
}

type Planned = { property: Property; required: boolean }

const planned = (content: PlanContent, event: PlanEvent, kind: SourceKind): Map<string, Planned> => {
  const uses: PropertyUse[] = [
    ...(content.every_event[kind] ?? []).map(name => ({ name, required: false })),
    ...Object.values(event.variants?.when ?? {}).flatMap(list => list.map(use => ({ ...use, required: false }))),
    ...event.props,
  ]
  const known = new Map<string, Planned>()
  for (const { name, required } of uses) {
    const property = content.properties[name]
    if (property) known.set(name, { property, required: required || (known.get(name)?.required ?? false) })
  }
  return known
}

type Variants = { complete(props: Props): boolean; missing(props: Props): string[] }

/** What the value of `by` asks for besides. */
const createVariants = ({ variants }: PlanEvent): Variants | null => {
  if (!variants) return null
  const needed = new Map(
    Object.entries(variants.when).map(([value, uses]) => [
      value,
      uses.filter(({ required }) => required).map(({ name }) => name),
    ]),
  )
  return {
    complete: props => {
      const names = needed.get(props[variants.by] as string)
      if (names === undefined) return true
      for (const name of names) if (props[name] === undefined) return false
      return true
    },
    missing: props => (needed.get(props[variants.by] as string) ?? []).filter(name => props[name] === undefined),
  }
}

/**
 * The check of an event of the plan. `zod` says whether anything is wrong, in a fraction of a microsecond; only then is
 * it found out what.
 */
export const createEventCheck = (
  content: PlanContent,
  event: PlanEvent,
  { kind, fits }: { kind: SourceKind; fits: Fits },
): EventCheck => {
  const known = planned(content, event, kind)
  const shape = Object.fromEntries(
    [...known].map(([name, { property, required }]) => {
      const schema = valueSchema(property, content)
      return [name, required ? schema : schema.optional()]
    }),
  )
  const schema = z.compile(event.extra === 'allow' ? z.object(shape) : z.strictObject(shape))
  const patterns = [...known].flatMap(([name, { property }]) => {
    const matches = patternOf(property)
    return matches ? [{ name, property, matches }] : []
  })
  const variants = createVariants(event)
  const unmatched = (props: Props) =>
    patterns.filter(({ name, matches }) => {
      const value = props[name]
      return typeof value === 'string' && !matches(value)
    })

  return {
    passes: props =>
      schema.validate(props) &&
      (patterns.length === 0 || unmatched(props).length === 0) &&
      (variants === null || variants.complete(props)),
    explain: props => {
      const reasons: Found[] = []
      for (const [name, { property, required }] of known) {
        const value = props[name]
        if (value === undefined) {
          if (required) reasons.push(missing(property, name))
        } else if (!fits.value(property, value)) {
          reasons.push(...explainValue(value, { property, path: name, dictionaries: content, fits }))
        }
        if (reasons.length >= MAX_REASONS) break
      }
      for (const { name, property } of unmatched(props)) {
        const say = `${name}: a text that matches ${property.pattern} is expected`
        reasons.push({ rule: 'prop.pattern', path: name, message: say })
      }
      for (const name of variants?.missing(props) ?? []) {
        const property = content.properties[name]
        if (property) reasons.push(missing(property, name))
      }
      if (event.extra !== 'allow') {
        for (const name of Object.keys(props)) {
          if (reasons.length >= MAX_REASONS) break
          if (!known.has(name)) reasons.push(unplanned(name, name.slice(0, 60), [...known.keys()]))
        }
      }
      return reasons.slice(0, MAX_REASONS)
    },
  }
}
