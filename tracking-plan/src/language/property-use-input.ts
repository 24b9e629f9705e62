import * as z from 'zod'
import type { PropertyUse } from '../model.ts'
import { TextInput, toText } from './text-input.ts'

const USE = /^[a-z][a-z0-9_]{0,59}!?$/
const SAYS = 'write the name of a property, with ! behind it when it is required: order_id!'

/** `order_id!`, or `{order_id!: its text here}`. */
export const PropertyUseInput = z.union(
  [z.string().regex(USE), z.record(z.string().regex(USE), TextInput).refine(map => Object.keys(map).length === 1)],
  { error: SAYS },
)
export type PropertyUseInput = z.infer<typeof PropertyUseInput>

export const toPropertyUse = (input: PropertyUseInput, languages: readonly string[]): PropertyUse => {
  const [written, say] = typeof input === 'string' ? [input, undefined] : (Object.entries(input)[0] ?? ['', undefined])
  return {
    name: written.replace(/!$/, ''),
    required: written.endsWith('!'),
    ...(say !== undefined && { say: toText(say, languages) }),
  }
}
