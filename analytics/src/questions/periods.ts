import type { Interval } from '@maidian/schemas'
import type * as z from 'zod'
import { addDays, isoDate, localDate, startOfDate, wallClock } from '../time-zone.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

type Kind = z.infer<typeof Interval>

/** The calendar periods of a range, in order. */
export type Periods = {
  count: number
  /** Where the first begins: a local date, or for hours its instant. */
  firstDate: string
  /** The instants of the range; whole periods where they are weeks or months. Inclusive, ms. */
  from: number
  to: number
  /** The first instant of period i; that of period `count` is where the last one ends. */
  startOf(i: number): number
  /** `2026-11-01`, or for hours `2026-11-01T09:00`. */
  label(i: number): string
}

export type PeriodsAsked = { period: Kind; weekStart: 'monday' | 'sunday'; from: number; to: number; tz: string }

/** The periods from that of `from` to that of `to`. An end inside a week or month takes in the whole of it. */
export const periodsOf = (asked: PeriodsAsked): Periods => (asked.period === 'hour' ? hours(asked) : dates(asked))

const hours = ({ from, to, tz }: PeriodsAsked): Periods => {
  const wall = wallClock(tz)
  const first = from - (wall(from) % HOUR_MS)
  const startOf = (i: number): number => first + i * HOUR_MS
  return {
    count: Math.floor((to - first) / HOUR_MS) + 1,
    firstDate: isoDate(wall(first)),
    from,
    to,
    startOf,
    label: i => `${new Date(wall(startOf(i))).toISOString().slice(0, 13)}:00`,
  }
}

const dates = ({ period, weekStart, from, to, tz }: PeriodsAsked): Periods => {
  const begin = (date: string): string => {
    if (period === 'month') return `${date.slice(0, 7)}-01`
    if (period === 'day') return date
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    return addDays(date, -(weekStart === 'sunday' ? weekday : (weekday + 6) % 7))
  }
  const firstDate = begin(localDate(from, tz))
  const lastDate = begin(localDate(to, tz))
  const label = (i: number): string => {
    if (period !== 'month') return addDays(firstDate, i * (period === 'week' ? 7 : 1))
    return isoDate(Date.UTC(Number(firstDate.slice(0, 4)), Number(firstDate.slice(5, 7)) - 1 + i, 1))
  }
  const startOf = (i: number): number => startOfDate(label(i), tz)
  const days = (Date.parse(lastDate) - Date.parse(firstDate)) / DAY_MS
  const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  const last = period === 'month' ? months(lastDate) - months(firstDate) : days / (period === 'week' ? 7 : 1)
  const whole = period === 'week' || period === 'month'
  return {
    count: last + 1,
    firstDate,
    from: whole ? startOf(0) : from,
    to: whole ? startOf(last + 1) - 1 : to,
    startOf,
    label,
  }
}
