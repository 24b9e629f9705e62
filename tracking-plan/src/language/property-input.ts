import * as z from 'zod'
import { PiiStore, type Property, ScalarType } from '../model.ts'
import { Name, Owner } from './names.ts'
import { SpanInput, toSpan } from './span-input.ts'
import { TextInput, toText } from './text-input.ts'

const TYPES = ScalarType.options.filter(type => type !== 'enum')
const whole = z.int().min(0)

/** An entry of `properties/` or `profile/`. */
export const PropertyInput = z
  .strictObject({
    type: z.enum(TYPES, { error: `write one of ${TYPES.join(', ')}; or enum: NAME, or list: TYPE` }).optional(),
    enum: Name.optional().meta({ description: 'a name of enums/' }),
    open: z.boolean().optional().meta({ description: 'takes values that are not listed, too' }),
    list: z.string().min(1).optional().meta({ description: 'what its elements are: a type, or a name of types/' }),
    say: TextInput.meta({ description: 'what it means' }),
    scale: z.int().min(0).max(9).optional().meta({ description: 'digits after the point' }),
    unit: z.string().min(1).max(20).optional().meta({ description: 'CNY, ms, g, %' }),
    range: SpanInput.optional().meta({ description: 'of a number' }),
    min: whole.optional().meta({ description: 'shortest text, in characters' }),
    max: whole.optional().meta({ description: 'longest text, in characters' }),
    size: SpanInput.optional().meta({ description: 'number of elements' }),
    pattern: z.string().min(1).max(500).optional().meta({ description: 'RE2 syntax' }),
    nullable: z.boolean().optional().meta({ description: 'null may be sent, and counts as absent' }),
    default: z.union([z.string(), z.number(), z.boolean()]).optional().meta({ description: 'what absence means' }),
    tz: z.string().min(1).optional().meta({ description: 'time zone of a date' }),
    pii: z.string().min(1).max(40).optional().meta({ description: 'which kind of private data' }),
    store: PiiStore.optional().meta({ description: 'what is kept of private data' }),
    lookup: Name.optional().meta({ description: 'the kind of item that it is the id of' }),
    renamed_from: Name.optional().meta({ description: 'the name it had before' }),
    example: z.unknown().optional(),
    owner: Owner.optional(),
    tags: z.array(z.string()).optional(),
  })
  .refine(({ type, enum: named, list }) => [type, named, list].filter(Boolean).length === 1, {
    error: `say what it is by one of type: (${TYPES.join(', ')}), enum: NAME or list: TYPE`,
  })
export type PropertyInput = z.infer<typeof PropertyInput>

/** A file of the dictionary. */
export const PropertiesFile = z.record(Name, PropertyInput)

const isScalar = (name: string): name is ScalarType => (TYPES as readonly string[]).includes(name)

const typeOf = ({ type, list, enum: named }: PropertyInput): Pick<Property, 'type' | 'of' | 'item' | 'enum'> => {
  if (list !== undefined) return { type: 'list', ...(isScalar(list) ? { of: list } : { item: list }) }
  if (named !== undefined) return { type: 'enum', enum: named }
  return { type: type ?? 'string' }
}

export const toProperty = (name: string, input: PropertyInput, languages: readonly string[]): Property => {
  const { type: _type, enum: _enum, list: _list, say, range, min, max, size, ...rest } = input
  return {
    name,
    ...typeOf(input),
    say: toText(say, languages),
    ...(range !== undefined && { range: toSpan(range) }),
    ...((min !== undefined || max !== undefined) && {
      length: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
    }),
    ...(size !== undefined && { size: toSpan(size) }),
    ...rest,
  }
}
