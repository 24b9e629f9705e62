import * as z from 'zod'
import { Filter, Selector } from './filter.ts'
import { answered, BreakdownBy, BreakdownValue, Compare, Interval, shared } from './shared.ts'

const measured = {
  measure: z.enum(['count', 'users', 'sessions', 'sum', 'avg', 'median', 'p95', 'per_user']).optional(),
  of: z.string().min(1).optional(),
  name: z.string().optional(),
}

export const TrendSeries = z.union([
  z.strictObject({ event: z.string().min(1).nullable(), where: Filter.optional(), ...measured }),
  z.strictObject({ any_of: z.array(Selector).min(1).max(32), ...measured }),
])

/** `POST /api/v1/query/trend`. `formula` names series by letter: `A/B`. */
export const TrendQuestion = z.strictObject({
  ...shared,
  series: z.array(TrendSeries).min(1).max(26),
  formula: z.string().max(200).optional(),
  interval: Interval.optional(),
  week_start: z.enum(['monday', 'sunday']).optional(),
  breakdown: z.strictObject({ by: BreakdownBy, limit: z.int().min(1).max(1000).optional() }).optional(),
  compare: Compare.optional(),
})
export type TrendQuestion = z.infer<typeof TrendQuestion>

export const TrendLine = z.object({
  name: z.string(),
  value: BreakdownValue.optional(),
  points: z.array(z.tuple([z.string(), z.number().nullable()])),
})

export const TrendAnswer = z.object({
  ...answered,
  series: z.array(TrendLine),
  compare: z.array(TrendLine).optional(),
})
export type TrendAnswer = z.infer<typeof TrendAnswer>
