import type * as z from 'zod'
import type { Fits } from '../../enforce/explain-value.ts'
import { type Dictionaries, elementSchema, valueSchema } from '../../enforce/value-schema.ts'
import type { Property } from '../../model.ts'

/** Tests of values. Not compiled, as a service would: for the one value of a plan that costs more than it saves. */
export const createPlainFits = (dictionaries: Dictionaries): Fits => {
  const remember = (make: (property: Property, dictionaries: Dictionaries) => z.ZodType) => {
    const made = new Map<Property, z.ZodType>()
    return (property: Property, value: unknown): boolean => {
      const schema = made.get(property) ?? make(property, dictionaries)
      made.set(property, schema)
      return schema.safeParse(value).success
    }
  }
  return { value: remember(valueSchema), element: remember(elementSchema) }
}
