import {
  AUTOMATIC_NOISE,
  type EventRow,
  type FunnelQuestion,
  type FunnelStepAnswer,
  type Selector,
} from '@maidian/schemas'
import { byReach, type Course, furthest, type Placed } from './attempts.ts'
import { isSelected, meets, textsOf } from './matches.ts'
import { byPerson, byTimeAndLog, inAudience, mean, median, type World } from './world.ts'

/** The range in ms, both ends inclusive; the window in ms. Attempts start from `entry` to `lastEntry`. */
export type FunnelTimes = { from: number; to: number; window: number; entry?: number; lastEntry?: number }

/** A person's result: the times of the filled steps of the chosen attempt, 0 for a skipped one. */
export type Result = { person: string; times: number[]; value: string[] }

/** Time; equal times in the order of the steps asked for: by the lowest matched, the highest, then all of them. */
const inOrder = (a: Placed, b: Placed): number => {
  const rank = ({ steps }: Placed): number[] =>
    steps.length === 0
      ? [99, 0, 0]
      : [Math.min(...steps), Math.max(...steps), steps.reduce((sum, s) => sum + 2 ** s, 0)]
  const [left, right] = [rank(a), rank(b)]
  const order = left.map((value, i) => value - (right[i] as number)).find(difference => difference !== 0)
  return a.event.ts - b.event.ts || order || byTimeAndLog(a.event, b.event)
}

const namesIn = (selector: Selector): (string | null)[] =>
  'any_of' in selector ? selector.any_of.flatMap(namesIn) : [selector.event]

/** Whether a step that is for the first time only is met by this event of somebody. */
const isFirst = (event: EventRow, step: FunnelQuestion['steps'][number], history: readonly EventRow[]): boolean => {
  if (step.first_time === undefined) return true
  const names = namesIn(step)
  const counts = (other: EventRow): boolean =>
    step.first_time === 'matching' ? isSelected(other, step) : names.includes(null) || names.includes(other.name)
  return history.filter(counts).sort(byTimeAndLog)[0] === event
}

/** Everything that one person did in the range and the window after it, with the steps each event matches. */
type Doings = { person: string; events: Placed[]; excluded: Placed[][] }

const doings = (question: FunnelQuestion, { from, to, window }: FunnelTimes, world: World): Doings[] => {
  const looked = world.events.filter(event => inAudience(event, question) && meets(event, question.where ?? {}))
  return [...byPerson(looked, world)].map(([person, history]) => {
    const events = history
      .filter(event => event.ts >= from && event.ts <= to + window)
      .map(event => ({
        event,
        steps: question.steps.flatMap((step, i) =>
          isSelected(event, step) && isFirst(event, step, history) ? [i] : [],
        ),
      }))
    const excluded = (question.exclude ?? []).map(rule => events.filter(({ event }) => isSelected(event, rule)))
    return { person, events, excluded }
  })
}

const keysOf = (event: EventRow, properties: readonly string[]): string[] =>
  properties.reduce<string[]>(
    (keys, name) => keys.flatMap(key => textsOf(event, name).map(text => JSON.stringify([key, text]))),
    [''],
  )

/** What is looked at for each value of what must be the same; all of it at once where nothing must. */
const courses = (question: FunnelQuestion, { events, excluded }: Pick<Doings, 'events' | 'excluded'>): Course[] => {
  const times = excluded.map(some => some.map(({ event }) => event.ts))
  const course = (placed: Placed[]): Course => ({ excluded: times, events: looked(question, placed).sort(inOrder) })
  const { same } = question
  if (!same) return [course(events)]
  const keys = new Set(events.filter(({ steps }) => steps.length > 0).flatMap(({ event }) => keysOf(event, same)))
  return [...keys].map(key =>
    course(events.map(({ event, steps }) => ({ event, steps: keysOf(event, same).includes(key) ? steps : [] }))),
  )
}

/** In a strict funnel every event stands in the way, but for noise; in others only steps are looked at. */
const looked = (question: FunnelQuestion, events: Placed[]): Placed[] =>
  events.filter(
    ({ event, steps }) => steps.length > 0 || (question.order === 'strict' && !AUTOMATIC_NOISE.includes(event.name)),
  )

const result = (
  question: FunnelQuestion,
  { from, to, window, entry = from, lastEntry = to }: FunnelTimes,
  did: Doings,
): number[] | null => furthest(question, courses(question, did), { from: entry, to: Math.min(to, lastEntry), window })

/** Everybody who reached at least step 1. */
export const funnelResults = (question: FunnelQuestion, times: FunnelTimes, world: World): Result[] =>
  doings(question, times, world).flatMap(own => {
    const filled = result(question, times, own)
    return filled ? [{ person: own.person, times: filled, value: touch(question, times, own) }] : []
  })

const has = (event: EventRow, by: readonly string[]): boolean =>
  by.some(name => meets(event, { [name]: { exists: true } }))
const groupValue = (event: EventRow, by: readonly string[]): string[] => by.map(name => textsOf(event, name).join(','))

const touch = (question: FunnelQuestion, { to }: FunnelTimes, own: Doings): string[] => {
  const by = question.breakdown?.by ?? []
  const touching = courses({ ...question, order: 'ordered' }, own)
    .flatMap(course => course.events)
    .filter(({ event }) => event.ts <= to && has(event, by))
    .sort(inOrder)
  const chosen = question.breakdown?.attribution === 'last_touch' ? touching.at(-1) : touching[0]
  return by.map((_, i) => (chosen ? (groupValue(chosen.event, by)[i] as string) : ''))
}

/** A row per person and group that it stands in. */
export const groupResults = (question: FunnelQuestion, times: FunnelTimes, world: World): Result[] => {
  const { by = [], attribution = 'first_touch' } = question.breakdown ?? {}
  if (attribution === 'first_touch' || attribution === 'last_touch') return funnelResults(question, times, world)
  const step = attribution === 'all_events' ? null : Number(attribution.slice(5)) - 1
  return doings(question, times, world).flatMap(own => {
    const is = (value: string[], { event }: Placed): boolean =>
      (step !== null || has(event, by)) && JSON.stringify(groupValue(event, by)) === JSON.stringify(value)
    const values = own.events.filter(({ event, steps }) => (step === null ? has(event, by) : steps.includes(step)))
    const distinct = new Map(values.map(({ event }) => [JSON.stringify(groupValue(event, by)), groupValue(event, by)]))
    return [...distinct.values()].flatMap(value => {
      const restricted =
        step === null
          ? {
              events: own.events.filter(e => is(value, e)),
              excluded: own.excluded.map(some => some.filter(e => is(value, e))),
            }
          : {
              ...own,
              events: own.events.map(e => (is(value, e) ? e : { ...e, steps: e.steps.filter(s => s !== step) })),
            }
      const filled = result(question, times, { person: own.person, ...restricted })
      return filled && (step === null || filled[step]) ? [{ person: own.person, times: filled, value }] : []
    })
  })
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** One level of `any_of` is as deep as the random questions go. */
const labelOf = (step: Selector): string | null => {
  if ('event' in step) return step.event
  const names = step.any_of.map(part => ('event' in part ? part.event : null))
  return names.includes(null) ? null : names.join(' | ')
}

/** The steps of an answer over these people. */
export const funnelSteps = (question: FunnelQuestion, results: readonly Result[]): FunnelStepAnswer[] =>
  question.steps.map((step, i) => {
    const reached = (n: number): number => results.filter(({ times }) => times[n]).length
    let before = Math.max(i - 1, 0)
    while (question.steps[before]?.optional) before--
    const seconds = results
      .filter(({ times }) => times[i] && times[i - 1])
      .map(({ times }) => ((times[i] as number) - (times[i - 1] as number)) / 1000)
    return {
      event: labelOf(step),
      users: reached(i),
      conversion: share(reached(i), reached(0)),
      conversion_from_previous: share(reached(i), reached(before)),
      mean_s: seconds.length > 0 ? mean(seconds) : null,
      median_s: seconds.length > 0 ? median(seconds) : null,
    }
  })

/** The groups with most entrants, the rest joined: a person of several of those is one, with its furthest attempt. */
export const funnelGroups = (
  question: FunnelQuestion,
  results: readonly Result[],
): { value: string[]; steps: FunnelStepAnswer[] }[] => {
  const limit = question.breakdown?.limit ?? 25
  const groups = [...Map.groupBy(results, ({ value }) => JSON.stringify(value)).values()]
  const bytes = (group: readonly Result[]): Buffer => Buffer.from((group[0] as Result).value.join('\0'))
  groups.sort((a, b) => b.length - a.length || Buffer.compare(bytes(a), bytes(b)))
  const people = Map.groupBy(groups.slice(limit).flat(), ({ person }) => person)
  const rest = [...people.values()].map(own => own.sort((a, b) => byReach(a.times, b.times))[0] as Result)
  return [
    ...groups.slice(0, limit).map(group => ({ value: (group[0] as Result).value, people: group })),
    ...(rest.length > 0 ? [{ value: ['Other'], people: rest }] : []),
  ].map(({ value, people }) => ({ value, steps: funnelSteps(question, people) }))
}

/** `[[edge, users]]` of the seconds between two steps. */
export const timeToConvert = (
  question: FunnelQuestion,
  results: readonly Result[],
): { mean_s: number | null; bins: [number, number][] } => {
  const { from_step, to_step, bins } = question.time_to_convert as NonNullable<FunnelQuestion['time_to_convert']>
  const seconds = results
    .filter(({ times }) => times[from_step - 1] && times[to_step - 1])
    .map(({ times }) => ((times[to_step - 1] as number) - (times[from_step - 1] as number)) / 1000)
  if (seconds.length === 0) return { mean_s: null, bins: [] }
  const n = bins ?? [...Array(101).keys()].find(k => k ** 3 >= seconds.length) ?? 100
  const [smallest, largest] = [Math.min(...seconds), Math.max(...seconds)]
  const width = Math.max(1, Math.ceil(Number(((largest - smallest) / n).toFixed(6))))
  const edges = Array.from({ length: n + 1 }, (_, i) => smallest + i * width)
  return {
    mean_s: mean(seconds),
    bins: edges.map(edge => [edge, seconds.filter(s => s >= edge - 1e-9 && s < edge + width - 1e-9).length]),
  }
}
