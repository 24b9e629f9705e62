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

type Props = Readonly<Record<string, unknown>>

export type BuiltInCheck = {
  /** True where there is nothing but scalars of its own, as they should be. */
  describes(props: Props): boolean
  /** What is wrong with its own properties; others that come along are not its affair. */
  explain(props: Props): Found[]
}

const isScalar = ({ type }: BuiltInProperty): boolean => type !== 'list' && type !== 'map'

/** Judges what built-in events say. */
export const createBuiltInChecks = (): Map<string, BuiltInCheck> =>
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
      const scalars = Object.entries(properties).filter(([, property]) => isScalar(property))
      const shape = z.compile(
        z.strictObject(Object.fromEntries(scalars.map(([name, { type }]) => [name, scalar[type].optional()]))),
      )
      const explain = (props: Props): Found[] =>
        tests.flatMap(({ name, say, fits }): Found[] => {
          const value = props[name]
          if (value === undefined || value === null || fits(value)) return []
          return [{ rule: 'prop.type', path: name, message: `${name}: ${say} is expected` }]
        })
      return [event, { describes: props => shape.validate(props), explain }]
    }),
  )
