import type { EventRow, RetentionQuestion, RetentionRow } from '@maidian/schemas'
import { isSelected, meets } from './matches.ts'
import { byPerson, byTimeAndLog, inAudience, type World } from './world.ts'

export type RetentionRange = { from: number; to: number; tz: string }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const dateOf = (ms: number, tz: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone: tz }).format(ms)

const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The label of the period that an instant falls in. */
const periodOf = (ms: number, question: RetentionQuestion, tz: string): string => {
  const date = dateOf(ms, tz)
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  switch (question.period ?? 'day') {
    case 'hour': {
      const time = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, timeStyle: 'short' }).format(ms)
      return `${date}T${time.slice(0, 2)}:00`
    }
    case 'day':
      return date
    case 'week':
      return shifted(date, -(question.week_start === 'sunday' ? weekday : (weekday + 6) % 7))
    case 'month':
      return `${date.slice(0, 7)}-01`
  }
}

/** Every period of the range in its order, found by walking it hour by hour. Not for hours that a clock shows twice. */
const periodsOf = (question: RetentionQuestion, { from, to, tz }: RetentionRange): string[] => {
  const labels = new Set<string>()
  for (let ms = from; ms < to; ms += HOUR_MS) labels.add(periodOf(ms, question, tz))
  return [...labels.add(periodOf(to, question, tz))]
}

/** The rows of an answer. */
export const retention = (question: RetentionQuestion, range: RetentionRange, world: World): RetentionRow[] => {
  const { period = 'day', min_occurrences: least = 1 } = question
  const periods = periodsOf(question, range)
  const whole = period === 'week' || period === 'month'
  const label = (event: EventRow): string => periodOf(event.ts, question, range.tz)
  const inRange = (event: EventRow): boolean =>
    whole ? periods.includes(label(event)) : event.ts >= range.from && event.ts <= range.to
  const looked = world.events.filter(event => inAudience(event, question) && meets(event, question.where ?? {}))

  const people = [...byPerson(looked, world).values()].map(events => {
    const starts = events.filter(event => isSelected(event, question.start ?? { event: null })).sort(byTimeAndLog)
    const counted = question.kind === 'first_time' ? starts.slice(0, 1) : starts
    const returns = events.filter(event => isSelected(event, question.return ?? { event: null }) && inRange(event))
    return {
      startsIn: (name: string): boolean => counted.some(event => inRange(event) && label(event) === name),
      returnsIn: (name: string): boolean => returns.filter(event => label(event) === name).length >= least,
    }
  })

  return periods.map((start, r) => {
    const starters = people.filter(person => person.startsIn(start))
    const shown = Math.min(question.intervals ?? periods.length, periods.length - r)
    const values = Array.from({ length: shown }, (_, k) =>
      k === 0 ? starters.length : starters.filter(person => person.returnsIn(periods[r + k] as string)).length,
    )
    return { start, values }
  })
}
