import { SourceKind } from '@maidian/schemas'
import * as z from 'zod'
import { Action, PiiStore } from '../model.ts'
import { Name, Owner } from './names.ts'
import { TextInput } from './text-input.ts'

const Version = z.string({ error: 'write the version in quotes: "2026.11.1"' }).regex(/^\d{4}\.\d{1,2}\.\d{1,4}$/, {
  error: 'write a version such as "2026.11.1"',
})

/** `plan.yaml`. */
export const PlanInput = z.strictObject({
  plan: Name.meta({ description: 'the name of the plan' }),
  title: TextInput.optional(),
  languages: z.array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'write a language such as zh or en')).min(1),
  defaults: z
    .strictObject({ on_violation: Action.default('flag'), owner: Owner.optional() })
    .default({ on_violation: 'flag' }),
  every_event: z
    .partialRecord(SourceKind, z.array(Name))
    .default({})
    .meta({ description: 'super properties that may come with any event, by kind of source' }),
  user: z
    .strictObject({ pii: z.string().min(1), store: PiiStore })
    .optional()
    .meta({ description: 'user ids are private: what is kept of them' }),
  supersedes: z
    .record(Version, Version)
    .default({})
    .meta({ description: 'faulty release → the one its clients are judged by' }),
  retired: z.array(Version).default([]).meta({ description: 'releases that no client uses any more' }),
})
export type PlanInput = z.infer<typeof PlanInput>
