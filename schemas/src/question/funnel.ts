import * as z from 'zod'
import { Filter, Selector } from './filter.ts'
import { answered, BreakdownBy, BreakdownValue, Compare, Interval, shared, Window } from './shared.ts'

const stepExtras = { optional: z.boolean().optional(), first_time: z.enum(['event', 'matching']).optional() }

export const FunnelStep = z.union([
  z.strictObject({ event: z.string().min(1).nullable(), where: Filter.optional(), ...stepExtras }),
  z.strictObject({ any_of: z.array(Selector).min(1).max(32), ...stepExtras }),
])
export type FunnelStep = z.infer<typeof FunnelStep>

const exclusionSteps = { from_step: z.int().min(1).optional(), to_step: z.int().min(2).optional() }
export const FunnelExclusion = z.union([
  z.strictObject({ event: z.string().min(1).nullable(), where: Filter.optional(), ...exclusionSteps }),
  z.strictObject({ any_of: z.array(Selector).min(1).max(32), ...exclusionSteps }),
])
export type FunnelExclusion = z.infer<typeof FunnelExclusion>

export const FunnelBreakdown = z.strictObject({
  by: BreakdownBy,
  attribution: z
    .union([z.enum(['first_touch', 'last_touch', 'all_events']), z.string().regex(/^step:\d{1,2}$/)])
    .optional(),
  limit: z.int().min(1).max(1000).optional(),
})

/** `POST /api/v1/query/funnel`. Steps are counted from 1. */
export const FunnelQuestion = z.strictObject({
  ...shared,
  steps: z.array(FunnelStep).min(1).max(32),
  window: Window.optional(),
  order: z.enum(['ordered', 'strict', 'unordered']).optional(),
  exclude: z.array(FunnelExclusion).optional(),
  same: z.array(z.string().min(1)).min(1).max(4).optional(),
  breakdown: FunnelBreakdown.optional(),
  interval: Interval.optional(),
  compare: Compare.optional(),
  time_to_convert: z
    .strictObject({
      from_step: z.int().min(1),
      to_step: z.int().min(2),
      bins: z.int().min(1).max(100).nullable().optional(),
    })
    .optional(),
  mature_only: z.boolean().optional(),
})
export type FunnelQuestion = z.infer<typeof FunnelQuestion>

const share = z.number().min(0).max(1)
export const FunnelStepAnswer = z.object({
  event: z.string().nullable(),
  users: z.int().min(0),
  /** Of step 1; 0/0 is 0. */
  conversion: share,
  conversion_from_previous: share,
  /** Seconds from the previous step; null for the first step and where nobody came this far. */
  mean_s: z.number().nullable(),
  median_s: z.number().nullable(),
})
export type FunnelStepAnswer = z.infer<typeof FunnelStepAnswer>

const funnelResult = {
  steps: z.array(FunnelStepAnswer),
  breakdown: z.array(z.object({ value: BreakdownValue, steps: z.array(FunnelStepAnswer) })).optional(),
  intervals: z.array(z.object({ start: z.string(), steps: z.array(FunnelStepAnswer) })).optional(),
  time_to_convert: z
    .object({ mean_s: z.number().nullable(), bins: z.array(z.tuple([z.number(), z.int().min(0)])) })
    .optional(),
}

export const FunnelAnswer = z.object({
  ...answered,
  ...funnelResult,
  compare: z.object(funnelResult).optional(),
})
export type FunnelAnswer = z.infer<typeof FunnelAnswer>
