import { FunnelQuestion, TrendSeries } from '@maidian/schemas'
import * as z from 'zod'
import { Name, Owner } from '../language/names.ts'
import { TextInput } from '../language/text-input.ts'
import { FILE_SCHEMAS } from '../load/assemble.ts'
import type { FileKind } from '../load/kinds.ts'
import type { PlanContent } from '../model.ts'
import { KEYS_AT, OFFERED_AT, USES_AT } from './offered-at.ts'
import { type Choice, type Offers, offersOf } from './offers.ts'
import { PATTERNS } from './schema-associations.ts'

type Json = { [key: string]: unknown }

/** The parser takes a question apart by itself; an editor needs to see what is inside. */
const Questions = z.record(
  Name,
  z.strictObject({
    title: TextInput,
    owner: Owner.optional(),
    funnel: FunnelQuestion.optional(),
    metric: TrendSeries.optional(),
  }),
)

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Does something to every schema inside a schema, from the innermost on. */
const mapped = (schema: unknown, change: (schema: Json) => Json): unknown => {
  if (Array.isArray(schema)) return schema.map(one => mapped(one, change))
  if (!isObject(schema)) return schema
  return change(Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, mapped(value, change)])))
}

/** Keys that are listed only as allowed names are no keys to an editor. */
const withKeys = (schema: Json): Json => {
  const { propertyNames, ...rest } = schema
  const { enum: keys } = (propertyNames ?? {}) as { enum?: string[] }
  if (!keys) return schema
  const properties = Object.fromEntries(keys.map(key => [key, rest.additionalProperties]))
  return { ...rest, properties, additionalProperties: false }
}

/** Words that an editor completes. Others may be written, too: the plan may have them since the schema was written. */
const offered = (schema: Json, choices: readonly Choice[]): Json => {
  if (choices.length === 0) return schema
  const { description, ...rest } = schema
  const values = choices.map(({ value }) => value)
  const says = choices.map(({ say }) => say)
  const words = { type: 'string', enum: values, enumDescriptions: says, markdownEnumDescriptions: says }
  const parts = Array.isArray(rest.anyOf) ? (rest.anyOf as Json[]) : [rest]
  return { ...(description !== undefined && { description }), anyOf: [words, ...parts] }
}

/** A use of a property is a word, or a map with that word as its only key. */
const offeredUse = (schema: Json, choices: readonly Choice[]): Json => {
  const { anyOf, ...rest } = offered(schema, choices)
  const keyed = (part: Json): Json =>
    part.type === 'object'
      ? {
          ...part,
          properties: Object.fromEntries(choices.map(({ value, say }) => [value, { description: say, $ref: TEXT }])),
        }
      : part
  return { ...rest, anyOf: (anyOf as Json[]).map(keyed) }
}

const TEXT = '#/definitions/text'
const USE = '#/definitions/use'

/** The dictionary stands in a schema once, and is referred to where properties are named. */
const withUses = (schema: Json, kind: FileKind, choices: readonly Choice[]): Json => {
  const paths = USES_AT[kind] ?? []
  let use: Json | undefined
  const referring = paths.reduce(
    (so, path) =>
      changedAt(so, path.split('/'), part => {
        use = offeredUse(part, choices)
        return { $ref: USE }
      }),
    schema,
  )
  if (!use) return schema
  const text = ((use.anyOf as Json[]).at(-1) as Json).additionalProperties
  return { ...referring, definitions: { ...(schema.definitions as Json), text, use } }
}

const VALUE = '#/definitions/value'

/** The dictionary as keys, each with what it means; the schema of their values stands once. */
const withNames = (schema: Json, kind: FileKind, choices: readonly Choice[]): Json => {
  const path = KEYS_AT[kind]
  if (path === undefined) return schema
  let value: unknown
  const named = changedAt(schema, path.split('/'), part => {
    value = part.additionalProperties
    const properties = choices.map(({ value: name, say }) => [name, { description: say, $ref: VALUE }])
    return { ...part, properties: Object.fromEntries(properties), additionalProperties: { $ref: VALUE } }
  })
  return { ...named, definitions: { ...(named.definitions as Json), value } }
}

/** Changes what stands at a path; throws where there is nothing, so that no offer gets lost. */
const changedAt = (schema: Json, path: readonly string[], change: (schema: Json) => Json): Json => {
  const [step, ...rest] = path
  if (step === undefined) return change(schema)
  const keys = step === '*' ? Object.keys(schema) : [step]
  const inside = keys.map(key => {
    const part = schema[key]
    if (!isObject(part)) throw new Error(`the schema has no ${path.join('/')}`)
    return [key, changedAt(part, rest, change)]
  })
  return { ...schema, ...Object.fromEntries(inside) }
}

/** Languages of a text, and events wherever a question asks for one. */
const completed = (schema: Json, { languages }: PlanContent, { asked }: Offers, kind: FileKind): Json =>
  mapped(schema, part => {
    const { pattern } = (part.propertyNames ?? {}) as { pattern?: string }
    const { event } = (part.properties ?? {}) as { event?: Json }
    if (pattern?.startsWith('^[a-z]{2}'))
      return {
        ...part,
        properties: Object.fromEntries(languages.map(language => [language, part.additionalProperties])),
      }
    if (kind !== 'question' || !event) return part
    return { ...part, properties: { ...(part.properties as Json), event: offered(event, asked) } }
  }) as Json

const schemaOf = (kind: FileKind, content: PlanContent | null): Json => {
  const source: z.ZodType = kind === 'question' ? Questions : FILE_SCHEMAS[kind]
  const plain = mapped(
    z.toJSONSchema(source, { io: 'input', unrepresentable: 'any', target: 'draft-7' }),
    withKeys,
  ) as Json
  const titled = { ...plain, title: `Maidian tracking plan: ${PATTERNS[kind]}` }
  if (!content) return titled
  const offers = offersOf(content)
  const schema = OFFERED_AT[kind].reduce(
    (so, [path, offer]) => changedAt(so, path.split('/'), part => offered(part, offers[offer])),
    completed(titled, content, offers, kind),
  )
  return withNames(withUses(schema, kind, offers.use), kind, offers.property)
}

/**
 * JSON Schema (draft 7, which is what YAML editors know) of each kind of file, made of the schemas that also read the
 * files. With a plan, its names are offered where they belong, with what they mean.
 */
export const editorSchemas = (content?: PlanContent | null): Record<FileKind, Json> => {
  const kinds = Object.keys(FILE_SCHEMAS) as FileKind[]
  return Object.fromEntries(kinds.map(kind => [kind, schemaOf(kind, content ?? null)])) as Record<FileKind, Json>
}
