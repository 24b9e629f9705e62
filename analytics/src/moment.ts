import { addDays, instantOf, isoDate, startOfDate } from './time-zone.ts'

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** No event is outside of these years, and ClickHouse's dates wrap around outside of theirs. */
export const EARLIEST_MS = 0
export const LATEST_MS = Date.UTC(2100, 0, 1)

export type MomentContext = {
  /** What a bare date means: its first instant, or its last millisecond. */
  edge: 'first' | 'last'
  tz: string
  /** ms since 1970. */
  now: number
}

const isDate = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && isoDate(ms) === date
}

/**
 * A moment of the contract as ms since 1970: `now`, `-7d` (7 × 24 h ago), a date, a local time in `tz`, or an instant
 * with its zone. Null where there is no such date or time.
 */
export const resolveMoment = (text: string, { edge, tz, now }: MomentContext): number | null => {
  const ms = unclamped(text, { edge, tz, now })
  return ms === null || Number.isNaN(ms) ? null : Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS)
}

const unclamped = (text: string, { edge, tz, now }: MomentContext): number | null => {
  if (text === 'now') return now
  const relative = /^-(\d+)([smhdw])$/.exec(text)
  if (relative) return now - Number(relative[1]) * UNIT_MS[relative[2] as keyof typeof UNIT_MS]
  const [date = '', time] = text.split('T')
  if (!isDate(date)) return null
  if (time === undefined) return edge === 'first' ? startOfDate(date, tz) : startOfDate(addDays(date, 1), tz) - 1
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(time)) return Date.parse(text)
  return instantOf(Date.parse(`${text}Z`), tz)
}

/** `"7d"` or a number of seconds → ms. */
export const durationMs = (window: string | number): number => {
  if (typeof window === 'number') return Math.round(window * 1000)
  return Number(window.slice(0, -1)) * UNIT_MS[window.slice(-1) as keyof typeof UNIT_MS]
}
