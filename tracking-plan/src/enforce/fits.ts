import * as z from 'zod'
import type { Property } from '../model.ts'
import type { Fits } from './explain-value.ts'
import { type Dictionaries, elementSchema, valueSchema } from './value-schema.ts'

type Test = (value: unknown) => boolean

const compiled = (schema: z.ZodType): Test => {
  const fast = z.compile(schema)
  return value => fast.validate(value)
}

/** Tests of single values, each compiled when it is first asked for: only events that broke the plan need them. */
export const createFits = (dictionaries: Dictionaries): Fits => {
  const values = new Map<Property, Test>()
  const elements = new Map<Property, Test>()
  const testOf = (tests: Map<Property, Test>, property: Property, schema: () => z.ZodType): Test => {
    const known = tests.get(property) ?? compiled(schema())
    tests.set(property, known)
    return known
  }
  return {
    value: (property, value) => testOf(values, property, () => valueSchema(property, dictionaries))(value),
    element: (property, element) => testOf(elements, property, () => elementSchema(property, dictionaries))(element),
  }
}
