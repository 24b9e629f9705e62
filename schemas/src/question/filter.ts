import * as z from 'zod'

/** A value a property is compared with. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()])
export type Scalar = z.infer<typeof Scalar>

const bound = z.union([z.number(), z.string()])

/** How one property must be; several conditions must all hold. */
export const Condition = z
  .strictObject({
    in: z.array(Scalar).min(1).max(10_000).optional(),
    not: z.union([Scalar, z.array(Scalar).min(1).max(10_000)]).optional(),
    contains: z.string().optional(),
    not_contains: z.string().optional(),
    starts_with: z.string().optional(),
    gt: bound.optional(),
    gte: bound.optional(),
    lt: bound.optional(),
    lte: bound.optional(),
    exists: z.boolean().optional(),
  })
  .refine(condition => Object.values(condition).some(value => value !== undefined), {
    message: 'an empty condition; write a plain value, or one of in, not, contains, gt, …, exists',
  })
export type Condition = z.infer<typeof Condition>

/**
 * Property → plain value (equal) or condition; all must hold. `any`, `all` and `none` nest filters.
 * `$city` is a base column; a plain name is the plan's column, else looked up in `props`.
 */
export type Filter = { any?: Filter[]; all?: Filter[]; none?: Filter[] } & {
  [property: string]: Scalar | Condition | Filter[] | undefined
}
export const Filter: z.ZodType<Filter> = z
  .object({
    get any() {
      return z.array(Filter).min(1).optional()
    },
    get all() {
      return z.array(Filter).min(1).optional()
    },
    get none() {
      return z.array(Filter).min(1).optional()
    },
  })
  .catchall(z.union([Scalar, Condition])) as unknown as z.ZodType<Filter>

/** Which events: by name (`null` is any event) and filter, or any of several such. */
export type Selector = { event: string | null; where?: Filter | undefined } | { any_of: Selector[] }
export const Selector: z.ZodType<Selector> = z.union([
  z.strictObject({ event: z.string().min(1).nullable(), where: Filter.optional() }),
  z.strictObject({
    get any_of() {
      return z.array(Selector).min(1).max(32)
    },
  }),
])
