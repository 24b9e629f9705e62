import * as z from 'zod'
import { Selector } from './filter.ts'
import { answered, BreakdownBy, BreakdownValue, Interval, shared } from './shared.ts'

/** `POST /api/v1/query/retention`. */
export const RetentionQuestion = z.strictObject({
  ...shared,
  period: Interval.optional(),
  week_start: z.enum(['monday', 'sunday']).optional(),
  /** How many periods a row shows, the starting one included. */
  intervals: z.int().min(1).max(366).optional(),
  start: Selector.optional(),
  return: Selector.optional(),
  kind: z.enum(['recurring', 'first_time', 'first_ever']).optional(),
  min_occurrences: z.int().min(1).optional(),
  rolling: z.boolean().optional(),
  breakdown: z.strictObject({ by: BreakdownBy, limit: z.int().min(1).max(1000).optional() }).optional(),
})
export type RetentionQuestion = z.infer<typeof RetentionQuestion>

export const RetentionRow = z.object({ start: z.string(), values: z.array(z.int().min(0)) })
export type RetentionRow = z.infer<typeof RetentionRow>

export const RetentionAnswer = z.object({
  ...answered,
  rows: z.array(RetentionRow),
  breakdown: z.array(z.object({ value: BreakdownValue, rows: z.array(RetentionRow) })).optional(),
})
export type RetentionAnswer = z.infer<typeof RetentionAnswer>
