import type { EventRow, RetentionQuestion, RetentionRow, Selector } from '@maidian/schemas'
import { isSelected, meets, textsOf } from './matches.ts'
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

type Person = { startsIn: (period: string) => boolean; returnsIn: (period: string) => boolean }
type Looked = { events: EventRow[]; counted: EventRow[] }

const namesIn = (selector: Selector): (string | null)[] =>
  'any_of' in selector ? selector.any_of.flatMap(namesIn) : [selector.event]

/** Each person's events, and those of them that count as a start. */
const lookedAt = (question: RetentionQuestion, world: World): Looked[] => {
  const looked = world.events.filter(event => inAudience(event, question) && meets(event, question.where ?? {}))
  const start = question.start ?? { event: null }
  const starts = (event: EventRow): boolean => isSelected(event, start)
  const named = (event: EventRow): boolean => namesIn(start).some(name => name === null || name === event.name)
  return [...byPerson(looked, world).values()].map(own => {
    const events = own.toSorted(byTimeAndLog)
    const firsts: Record<string, EventRow[]> = {
      first_time: events.filter(starts).slice(0, 1),
      first_ever: events.filter(named).slice(0, 1).filter(starts),
    }
    return { events, counted: firsts[question.kind ?? ''] ?? events.filter(starts) }
  })
}

const calendar = (question: RetentionQuestion, range: RetentionRange) => {
  const periods = periodsOf(question, range)
  const whole = question.period === 'week' || question.period === 'month'
  const labels = new Map<number, string>()
  const label = ({ ts }: EventRow): string => {
    const found = labels.get(ts) ?? periodOf(ts, question, range.tz)
    labels.set(ts, found)
    return found
  }
  const inRange = (event: EventRow): boolean =>
    whole ? periods.includes(label(event)) : event.ts >= range.from && event.ts <= range.to
  return { periods, label, inRange }
}

type Calendar = ReturnType<typeof calendar>

const personOf = (question: RetentionQuestion, { label, inRange }: Calendar, { events, counted }: Looked): Person => {
  const returns = events.filter(event => isSelected(event, question.return ?? { event: null }) && inRange(event))
  return {
    startsIn: name => counted.some(event => inRange(event) && label(event) === name),
    returnsIn: name => returns.filter(event => label(event) === name).length >= (question.min_occurrences ?? 1),
  }
}

/** The rows of an answer; a person may be several, of one value of the breakdown each. */
const rowsOf = (question: RetentionQuestion, periods: readonly string[], people: readonly Person[][]): RetentionRow[] =>
  periods.map((start, r) => {
    const shown = Math.min(question.intervals ?? periods.length, periods.length - r)
    const counts = (k: number) => (one: Person) => {
      if (!one.startsIn(start)) return false
      if (k === 0) return true
      return periods.slice(r + k, question.rolling ? undefined : r + k + 1).some(one.returnsIn)
    }
    return { start, values: Array.from({ length: shown }, (_, k) => people.filter(own => own.some(counts(k))).length) }
  })

/** The rows of an answer. */
export const retention = (question: RetentionQuestion, range: RetentionRange, world: World): RetentionRow[] => {
  const own = calendar(question, range)
  const people = lookedAt(question, world).map(looked => [personOf(question, own, looked)])
  return rowsOf(question, own.periods, people)
}

/** The groups with most people who start in some row, the rest joined. */
export const retentionGroups = (
  question: RetentionQuestion,
  range: RetentionRange,
  world: World,
): { value: string[]; rows: RetentionRow[] }[] => {
  const { by = [], limit = 25 } = question.breakdown ?? {}
  const times = calendar(question, range)
  const { periods } = times
  const groupValue = (event: EventRow): string[] => by.map(name => textsOf(event, name).join(','))
  const groups = new Map<string, { value: string[]; people: Map<number, Person> }>()
  for (const [n, { events, counted }] of lookedAt(question, world).entries())
    for (const event of counted) {
      const value = groupValue(event)
      const same = (other: EventRow): boolean => JSON.stringify(groupValue(other)) === JSON.stringify(value)
      const own = personOf(question, times, { events: events.filter(same), counted: counted.filter(same) })
      if (!periods.some(own.startsIn)) continue
      const group = groups.get(JSON.stringify(value)) ?? { value, people: new Map() }
      group.people.set(n, own)
      groups.set(JSON.stringify(value), group)
    }
  const bytes = (value: readonly string[]): Buffer => Buffer.from(value.join('\0'))
  const sorted = [...groups.values()].sort(
    (a, b) => b.people.size - a.people.size || Buffer.compare(bytes(a.value), bytes(b.value)),
  )
  const rest = Map.groupBy(
    sorted.slice(limit).flatMap(({ people }) => [...people]),
    ([n]) => n,
  )
  return [
    ...sorted.slice(0, limit).map(({ value, people }) => ({ value, people: [...people.values()].map(one => [one]) })),
    ...(rest.size > 0 ? [{ value: ['Other'], people: [...rest.values()].map(own => own.map(([, one]) => one)) }] : []),
  ].map(({ value, people }) => ({ value, rows: rowsOf(question, periods, people) }))
}
