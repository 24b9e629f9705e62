import * as z from 'zod'
import { Filter } from './filter.ts'
import { UsersCondition } from './users-condition.ts'

/**
 * A moment: an ISO instant with zone (`2026-11-01T00:00:00+08:00`), a date (`2026-11-01`: the whole day in
 * `tz`), or relative to now (`-7d`, `-12h`).
 */
export const Moment = z
  .string()
  .regex(
    /^(?:-\d{1,5}[smhdw]|now|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?)$/,
    'write an instant such as "2026-11-01T00:00:00+08:00", a date such as "2026-11-01", or "-7d"',
  )

const isTimeZone = (tz: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz })
    return true
  } catch {
    return false
  }
}
export const TimeZone = z.string().refine(isTimeZone, 'no such time zone; write one such as "Asia/Shanghai"')

/** What every question may say. */
export const shared = {
  project: z.string().optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  tz: TimeZone.optional(),
  where: Filter.optional(),
  users: UsersCondition.optional(),
  include_test: z.boolean().optional(),
  include_bots: z.boolean().optional(),
}

/** The length of an elapsed window: `"7d"`, or seconds. */
export const Window = z.union([
  z.string().regex(/^\d{1,6}[smhd]$/, 'write "7d", "12h", "30m", or a number of seconds'),
  z.number().positive(),
])

export const Interval = z.enum(['hour', 'day', 'week', 'month'])
export type Interval = z.infer<typeof Interval>

/** `"previous"`: the range of the same length just before; or a range of its own. */
export const Compare = z.union([z.literal('previous'), z.strictObject({ from: Moment, to: Moment })])

export const BreakdownBy = z.array(z.string().min(1)).min(1).max(4)

/** How far an answer can be trusted: counts of the events it is about. */
export const Quality = z.object({
  /** Live quarantine rows of the same names and range. */
  quarantined: z.int().min(0),
  /** Events with the verdict `flagged`. */
  flagged: z.int().min(0),
  /** Events that arrived more than a day after they happened. */
  late: z.int().min(0),
  /** Users whose window, or whose last shown period, has not closed yet. */
  immature: z.int().min(0),
})
export type Quality = z.infer<typeof Quality>

/** What every answer says. `sql` runs as it stands. */
export const answered = { sql: z.string(), elapsed_ms: z.number().min(0), quality: Quality }

export const BreakdownValue = z.array(z.string())
