import * as z from 'zod'
import type { Text } from '../model.ts'

export const TEXT_SAYS = 'write a text, or one per language: {zh: …, en: …}'

/** A text in the plan's first language, or one per language. */
export const TextInput = z.union(
  [z.string().min(1), z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), z.string().min(1))],
  {
    error: TEXT_SAYS,
  },
)
export type TextInput = z.infer<typeof TextInput>

/** language → text. */
export const toText = (input: TextInput, languages: readonly string[]): Text =>
  typeof input === 'string' ? { [languages[0] as string]: input } : input
