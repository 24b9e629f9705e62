import * as z from 'zod'
import { Filter, Selector } from './filter.ts'

/** How often something was done. */
export const Times = z.strictObject({
  gte: z.int().min(0).optional(),
  lte: z.int().min(0).optional(),
  eq: z.int().min(0).optional(),
})
export type Times = z.infer<typeof Times>

/** `"7d"`, `"12h"`, `"30m"`, `"45s"`: elapsed time. */
export const Span = z.string().regex(/^\d{1,6}[smhd]$/, 'write a number and s, m, h or d, such as "7d"')

/** Who is asked about. A saved one is a segment. */
export type UsersCondition = {
  all?: UsersPart[] | undefined
  any?: UsersPart[] | undefined
  none?: UsersPart[] | undefined
}
export type UsersPart =
  | { profile: Filter }
  | { did: Selector; last?: string | undefined; times?: Times | undefined }
  | { segment: string }
  | UsersCondition

export const UsersCondition: z.ZodType<UsersCondition> = z.strictObject({
  get all() {
    return z.array(UsersPart).min(1).optional()
  },
  get any() {
    return z.array(UsersPart).min(1).optional()
  },
  get none() {
    return z.array(UsersPart).min(1).optional()
  },
})

export const UsersPart: z.ZodType<UsersPart> = z.union([
  z.strictObject({ profile: Filter }),
  z.strictObject({ did: Selector, last: Span.optional(), times: Times.optional() }),
  z.strictObject({ segment: z.string() }),
  z.lazy(() => UsersCondition),
])
