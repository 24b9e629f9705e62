import * as z from 'zod'
import type { PlanContent, Property, ScalarType, Span } from '../model.ts'

/** The longest text of an open enum. */
export const MAX_OPEN_ENUM = 200
/** Digits of a Decimal(18, scale) before the point. */
const DIGITS = 18

/** The plan's dictionaries, as far as the schema of a value needs them. */
export type Dictionaries = Pick<PlanContent, 'properties' | 'types' | 'enums'>

const within = (schema: z.ZodNumber, { min, max }: Span = {}): z.ZodNumber => {
  let bounded = schema
  if (min !== undefined) bounded = bounded.min(min)
  if (max !== undefined) bounded = bounded.max(max)
  return bounded
}

const ofLength = (schema: z.ZodString, { min, max }: Span = {}): z.ZodString => {
  let bounded = schema
  if (min !== undefined) bounded = bounded.min(min)
  if (max !== undefined) bounded = bounded.max(max)
  return bounded
}

/** The largest decimal that the column of a property holds, exclusive. */
export const decimalBound = (scale: number): number => 10 ** (DIGITS - scale)

const scalarSchema = (type: ScalarType, property: Property, { enums }: Dictionaries): z.ZodType => {
  const { range, length, scale = 0 } = property
  switch (type) {
    case 'string':
      return ofLength(z.string(), length)
    case 'id':
      return ofLength(z.string().min(1), length)
    case 'int':
      return within(z.int(), range)
    case 'number':
      return within(z.number(), range)
    case 'decimal':
      return within(z.number().gt(-decimalBound(scale)).lt(decimalBound(scale)), range)
    case 'bool':
      return z.boolean()
    case 'date':
      return z.iso.date()
    case 'time':
      return z.union([z.int(), z.iso.datetime({ offset: true })])
    case 'enum': {
      const values = (property.enum === undefined ? undefined : enums[property.enum])?.values ?? []
      if (property.open || values.length === 0) return z.string().min(1).max(MAX_OPEN_ENUM)
      return z.enum(values.map(({ value }) => value) as [string, ...string[]])
    }
  }
}

/** An element of a list. */
export const elementSchema = (property: Property, dictionaries: Dictionaries): z.ZodType => {
  if (property.item === undefined) return scalarSchema(property.of ?? 'string', property, dictionaries)
  const { props = [] } = dictionaries.types[property.item] ?? {}
  return z.strictObject(
    Object.fromEntries(
      props.flatMap(({ name, required }) => {
        const field = dictionaries.properties[name]
        if (!field) return []
        const schema = valueSchema(field, dictionaries)
        return [[name, required ? schema : schema.optional()] as const]
      }),
    ),
  )
}

/** What a value of this property must be, as zod: nothing in it that `z.compile` cannot take. Patterns are not in it. */
export const valueSchema = (property: Property, dictionaries: Dictionaries): z.ZodType => {
  const { type, size, nullable } = property
  let schema: z.ZodType
  if (type === 'list') {
    let list = z.array(elementSchema(property, dictionaries))
    if (size?.min !== undefined) list = list.min(size.min)
    if (size?.max !== undefined) list = list.max(size.max)
    schema = list
  } else schema = scalarSchema(type, property, dictionaries)
  return nullable ? schema.nullable() : schema
}
