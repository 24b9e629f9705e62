import { BUILT_IN_EVENTS, type BuiltInProperty, type BuiltInType } from '@maidian/schemas'
import * as z from 'zod'
import type { Found } from './reasons.ts'

const scalar: Record<BuiltInType, z.ZodType> = {
  string: z.string(),
  id: z.string(),
  int: z.int(),
  number: z.number(),
  list: z.array(z.unknown()),
  map: z.record(z.string(), z.unknown()),
}

const SAYS: Record<BuiltInType, string> = {
  string: 'a text',
  id: 'a text',
  int: 'a whole number',
  number: 'a number',
  list: 'a list',
  map: 'an object',
}

/** Judges what a built-in event says of its own properties; others that come along are not its affair. */
export const createBuiltInChecks = (): Map<string, (props: Readonly<Record<string, unknown>>) => Found[]> =>
  new Map(
    Object.entries<Record<string, BuiltInProperty>>(BUILT_IN_EVENTS).map(([event, properties]) => {
      const tests = Object.entries(properties).map(([name, { type, unit }]) => {
        const schema = z.compile(scalar[type])
        return {
          name,
          say: `${SAYS[type]}${unit ? ` in ${unit}` : ''}`,
          fits: (value: unknown) => schema.validate(value),
        }
      })
      const explain = (props: Readonly<Record<string, unknown>>): Found[] =>
        tests.flatMap(({ name, say, fits }): Found[] => {
          const value = props[name]
          if (value === undefined || value === null || fits(value)) return []
          return [{ rule: 'prop.type', path: name, message: `${name}: ${say} is expected` }]
        })
      return [event, explain]
    }),
  )
