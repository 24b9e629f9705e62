import { expect, test } from 'vitest'
import type * as z from 'zod'
import { FILE_SCHEMAS } from '../../load/assemble.ts'
import type { FileKind } from '../../load/kinds.ts'
import { SHAPES, type Shape } from './shapes.ts'

type Def = { innerType?: z.ZodType; valueType?: z.ZodType; element?: z.ZodType; in?: z.ZodType; options?: z.ZodType[] }
type Schema = { def: Def; shape?: Record<string, z.ZodType> }

const inner = (schema: z.ZodType): Schema => {
  const { def } = schema as unknown as Schema
  const next = def.innerType ?? def.in
  return next ? inner(next) : (schema as unknown as Schema)
}

/** The keys of the language in a schema, as `fires.when`; `*` is a key or an element that the plan chooses. */
const keysOfSchema = (given: z.ZodType, path = ''): string[] => {
  const { def, shape } = inner(given)
  const below = (key: string, schema: z.ZodType): string[] => keysOfSchema(schema, `${path}${key}.`)
  if (shape) return Object.entries(shape).flatMap(([key, schema]) => [`${path}${key}`, ...below(key, schema)])
  return [
    ...(def.options ?? []).flatMap(option => keysOfSchema(option, path)),
    ...(def.valueType ? below('*', def.valueType) : []),
    ...(def.element ? below('*', def.element) : []),
  ]
}

const keysOfShape = (shape: Shape, path = ''): string[] => {
  if (typeof shape === 'string') return []
  if ('keys' in shape) {
    return Object.entries(shape.keys).flatMap(([key, of]) => [`${path}${key}`, ...keysOfShape(of, `${path}${key}.`)])
  }
  if ('either' in shape) return shape.either.flatMap(one => keysOfShape(one, path))
  return keysOfShape('named' in shape ? shape.of : shape.each, `${path}*.`)
}

test.each(Object.keys(FILE_SCHEMAS) as FileKind[])('rules about writing know every key of a file of kind %s', kind => {
  expect(keysOfShape(SHAPES[kind]).sort()).toEqual([...new Set(keysOfSchema(FILE_SCHEMAS[kind]))].sort())
})
