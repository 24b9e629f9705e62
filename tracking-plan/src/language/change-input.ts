import * as z from 'zod'
import type { Change } from '../model.ts'
import { TextInput, toText } from './text-input.ts'

const Meaning = z.enum(['same', 'changed'])

/** A file of `changes/`. */
export const ChangeInput = z.strictObject({
  why: TextInput.meta({ description: 'why the plan changes; goes into the changelog' }),
  meaning: z
    .union([Meaning, z.record(z.string(), Meaning)], {
      error: 'write same or changed, or one per event: {purchase: same}',
    })
    .optional()
    .meta({ description: 'whether reworded texts mean the same as before' }),
  waivers: z
    .array(
      z.strictObject({
        rule: z.string().min(1),
        of: z.string().min(1).meta({ description: 'the subject that `plan diff` names' }),
        reason: z.string().min(1),
        until: z.iso.date({ error: 'write a day such as 2026-12-31' }),
      }),
    )
    .default([]),
})

export const toChange = (slug: string, input: z.infer<typeof ChangeInput>, languages: readonly string[]): Change => ({
  ...input,
  slug,
  why: toText(input.why, languages),
})
