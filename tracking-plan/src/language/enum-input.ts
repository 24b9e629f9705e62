import * as z from 'zod'
import type { Enumeration, EnumValue } from '../model.ts'
import { Name } from './names.ts'
import { TextInput, toText } from './text-input.ts'

const ValueInput = z.union(
  [TextInput, z.strictObject({ say: TextInput, renamed_from: z.string().min(1).optional() })],
  { error: 'write a text, one per language {zh: …, en: …}, or {say: …, renamed_from: …}' },
)

/** A file of `enums/`: name → value → text. */
export const EnumsFile = z.record(
  Name,
  z.record(z.string().min(1).max(200), ValueInput).refine(values => Object.keys(values).length > 0, 'list its values'),
)
type EnumInput = z.infer<typeof EnumsFile>[string]

const toValue = (value: string, input: EnumInput[string], languages: readonly string[]): EnumValue => {
  if (typeof input === 'string' || !('say' in input)) return { value, say: toText(input as TextInput, languages) }
  const { say, renamed_from } = input as { say: TextInput; renamed_from?: string }
  return { value, say: toText(say, languages), ...(renamed_from !== undefined && { renamed_from }) }
}

export const toEnumeration = (name: string, input: EnumInput, languages: readonly string[]): Enumeration => ({
  name,
  values: Object.entries(input).map(([value, one]) => toValue(value, one, languages)),
})
