import * as z from 'zod'
import { FILE_SCHEMAS } from './load/assemble.ts'
import type { FileKind } from './load/kinds.ts'
import type { PlanContent, Text } from './model.ts'

type Json = Record<string, unknown>

/** Where the files of a kind lie, as editors match paths. */
const PATTERNS: Record<FileKind, string> = {
  plan: 'plan.yaml',
  property: 'properties/**/*.yaml',
  profile: 'profile/**/*.yaml',
  enum: 'enums/**/*.yaml',
  type: 'types/**/*.yaml',
  event: 'events/**/*.yaml',
  question: 'questions/**/*.yaml',
  change: 'changes/*.yaml',
}

const told = (text: Text): string => [...new Set(Object.values(text))].join(' · ')

/** Choices that an editor offers, with what each means; anything else may still be written. */
const offering = (choices: readonly { value: string; say: string }[], pattern?: string): Json => ({
  anyOf: [
    ...choices.map(({ value, say }) => ({ const: value, description: say })),
    { type: 'string', ...(pattern && { pattern }) },
  ],
})

/** What the names of a plan add: an editor completes `props: [` with the dictionary. */
const named = (content: PlanContent): Record<string, Json> => {
  const properties = Object.values(content.properties).flatMap(({ name, say }) => [
    { value: name, say: told(say) },
    { value: `${name}!`, say: `${told(say)} (required)` },
  ])
  const bare = properties.filter(({ value }) => !value.endsWith('!'))
  const events = Object.values(content.events).map(({ name, title }) => ({ value: name, say: told(title) }))
  const owners = [...new Set(Object.values(content.events).map(({ owner }) => owner))]
  const enums = Object.values(content.enums).map(({ name, values }) => ({
    value: name,
    say: values.map(({ value }) => value).join(', '),
  }))
  const types = Object.values(content.types).map(({ name, say }) => ({ value: name, say: told(say) }))
  return {
    props: { type: 'array', items: { anyOf: [offering(properties), { type: 'object' }] } },
    once_per: { type: 'array', items: offering(bare) },
    owner: offering(owners.map(value => ({ value, say: 'owner' }))),
    enum: offering(enums),
    list: offering(types),
    event: offering(events),
    replaces: { type: 'array', items: offering(events) },
  }
}

/** Replaces what the schema says of some keys, wherever an object has them. */
const completed = (schema: unknown, names: Record<string, Json>, keys: readonly string[]): unknown => {
  if (Array.isArray(schema)) return schema.map(part => completed(part, names, keys))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema as Json).map(([key, value]) => {
      if (key !== 'properties' || typeof value !== 'object' || value === null)
        return [key, completed(value, names, keys)]
      const fields = Object.entries(value as Json).map(([name, field]) => {
        const known = keys.includes(name) ? names[name] : undefined
        const { description } = (field ?? {}) as { description?: string }
        return [name, known ? { ...known, ...(description && { description }) } : completed(field, names, keys)]
      })
      return [key, Object.fromEntries(fields)]
    }),
  )
}

/** Which keys of which kind of file are names of the plan. */
const COMPLETED: Partial<Record<FileKind, readonly string[]>> = {
  event: ['props', 'once_per', 'owner', 'replaces'],
  type: ['props'],
  property: ['enum', 'list', 'owner'],
  profile: ['enum', 'owner'],
}

/**
 * JSON Schema of each kind of file, for editors: made of the schemas that also read the files. With a plan, its names are
 * offered where they belong.
 */
export const editorSchemas = (content?: PlanContent | null): Record<FileKind, Json> => {
  const names = content ? named(content) : {}
  const schemas = Object.fromEntries(
    Object.entries(FILE_SCHEMAS).map(([kind, schema]) => {
      const json = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' })
      const title = `Maidian tracking plan: ${PATTERNS[kind as FileKind]}`
      return [kind, { ...(completed(json, names, COMPLETED[kind as FileKind] ?? []) as Json), title }]
    }),
  )
  return schemas as unknown as Record<FileKind, Json>
}

/** Which schema is for which files: what the setting `yaml.schemas` of YAML editors holds. `folder`: of the plan. */
export const schemaAssociations = (schemasDir: string, folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(PATTERNS).map(([kind, pattern]) => [`${schemasDir}/${kind}.json`, `${folder}/${pattern}`]),
  )
