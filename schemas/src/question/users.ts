import * as z from 'zod'
import { FunnelQuestion } from './funnel.ts'
import { PathsQuestion } from './paths.ts'
import { RetentionQuestion } from './retention.ts'
import { answered, shared } from './shared.ts'
import { UsersCondition } from './users-condition.ts'

const page = { limit: z.int().min(1).max(10_000).optional(), cursor: z.string().optional() }

/** `POST /api/v1/query/users`: who stands behind a number. `dropped`: reached the step before, not this one. */
export const UsersQuestion = z.union([
  z.strictObject({
    funnel: FunnelQuestion,
    step: z.int().min(1),
    dropped: z.boolean().optional(),
    value: z.array(z.string()).optional(),
    ...page,
  }),
  z.strictObject({ paths: PathsQuestion, edge: z.tuple([z.string(), z.string()]), ...page }),
  z.strictObject({
    retention: RetentionQuestion,
    row: z.string(),
    k: z.int().min(0),
    value: z.array(z.string()).optional(),
    ...page,
  }),
  z.strictObject({ ...shared, users: UsersCondition, ...page }),
])
export type UsersQuestion = z.infer<typeof UsersQuestion>

export const UserAnswer = z.object({
  /** The user id, else the device. */
  id: z.string(),
  /** `person_key`: above 2^53, hence a decimal string. */
  key: z.string().regex(/^\d{1,20}$/),
  profile: z.record(z.string(), z.unknown()),
})
export type UserAnswer = z.infer<typeof UserAnswer>

export const UsersAnswer = z.object({ ...answered, users: z.array(UserAnswer), next: z.string().nullable() })
export type UsersAnswer = z.infer<typeof UsersAnswer>
