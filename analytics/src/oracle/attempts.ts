import type { EventRow, FunnelQuestion } from '@maidian/schemas'

/** An event and the steps (from 0) that it matches. */
export type Placed = { event: EventRow; steps: number[] }

/** What one funnel looks at: events in order, and per exclusion the times of what it excludes. */
export type Course = { events: Placed[]; excluded: number[][] }

/** Further first, then earlier. */
export const byReach = (a: readonly number[], b: readonly number[]): number =>
  b.length - a.length || (a.map((time, i) => time - (b[i] as number)).find(difference => difference !== 0) ?? 0)

/** The times of the filled steps, 0 for a skipped one, up to the last that is filled. */
type Attempt = { times: number[]; spoiled: boolean }
/** Where attempts may start, and how long they last; ms. */
type Bounds = { from: number; to: number; window: number }

/** Every non-empty way to choose which steps to fill: all that must be up to the last one, and some that may. */
const fillings = (question: FunnelQuestion): number[][] => {
  let ways: number[][] = [[0]]
  const found: number[][] = [[0]]
  for (let step = 1; step < question.steps.length; step++) {
    const filled = ways.map(way => [...way, step])
    found.push(...filled)
    ways = question.steps[step]?.optional ? [...ways, ...filled] : filled
  }
  return found
}

/** Where the steps of one way are filled: each by the earliest event after the one before; null where it cannot be. */
const placesOf = (
  way: readonly number[],
  start: number,
  events: readonly Placed[],
  strict: boolean,
): number[] | null => {
  const places = [start]
  for (const step of way.slice(1)) {
    const before = places.at(-1) as number
    const at = events.findIndex((placed, i) => i > before && placed.steps.includes(step))
    if (at < 0) return null
    if (!strict) places.push(at)
    else if (events[before + 1]?.steps.includes(step)) places.push(before + 1)
    else return null
  }
  return places
}

/** Of two ways that fill as much, the one that ends earlier; of those, whose step before the last is an earlier one, … */
const fromTheBack = (a: Way, b: Way): number => {
  for (let i = a.places.length - 1; i >= 0; i--) {
    const order = (a.way[i] as number) - (b.way[i] as number) || (a.places[i] as number) - (b.places[i] as number)
    if (order !== 0) return order
  }
  return 0
}

type Way = { way: number[]; places: number[] }

const inOrder = (question: FunnelQuestion, { events }: Course, start: number, end: number): number[] => {
  const possible = fillings(question).flatMap((way): Way[] => {
    const places = placesOf(way, start, events, question.order === 'strict')
    const last = places && (events[places.at(-1) as number] as Placed)
    return places && last && last.event.ts <= end ? [{ way, places }] : []
  })
  const reach = ({ way }: Way): number => way.at(-1) as number
  possible.sort((a, b) => reach(b) - reach(a) || b.way.length - a.way.length || fromTheBack(a, b))
  const { way, places } = possible[0] as Way
  const times = Array.from({ length: (way.at(-1) as number) + 1 }, () => 0)
  for (const [i, step] of way.entries()) times[step] = (events[places[i] as number] as Placed).event.ts
  return times
}

/** Whether each event can be given a step of its own. */
const allPlaced = (events: readonly Placed[], taken: readonly number[] = []): boolean => {
  const [event, ...rest] = events
  if (!event) return true
  return event.steps.some(step => !taken.includes(step) && allPlaced(rest, [...taken, step]))
}

/** An event counts if it and all that counted before can each have a step of their own. */
const inAnyOrder = ({ events }: Course, start: number, end: number): number[] => {
  const counted = [events[start] as Placed]
  for (const placed of events.slice(start + 1))
    if (placed.event.ts <= end && allPlaced([...counted, placed])) counted.push(placed)
  return counted.map(({ event }) => event.ts)
}

const attemptAt = (question: FunnelQuestion, course: Course, start: number, window: number): Attempt => {
  const began = (course.events[start] as Placed).event.ts
  const end = began + window
  if (question.order === 'unordered') {
    const times = inAnyOrder(course, start, end)
    const complete = times.length === question.steps.length ? times.at(-1) : undefined
    const ended = course.excluded.flat().some(x => x > began && (complete === undefined ? x <= end : x < complete))
    return { times: ended ? [began] : times, spoiled: false }
  }
  const times = inOrder(question, course, start, end)
  const spoiled = (question.exclude ?? []).some((rule, i) => {
    const after = times[(rule.from_step ?? 1) - 1]
    const before = times[(rule.to_step ?? question.steps.length) - 1]
    return after ? (course.excluded[i] ?? []).some(x => x > after && (before ? x < before : x <= end)) : false
  })
  return { times, spoiled }
}

/** The result of a person over all that it may be looked at by; null for somebody in no step. */
export const furthest = (question: FunnelQuestion, courses: readonly Course[], bounds: Bounds): number[] | null => {
  const better = (a: Attempt, b: Attempt): number =>
    b.times.length - a.times.length || Number(a.spoiled) - Number(b.spoiled)
  const starts = ({ steps, event }: Placed): boolean =>
    event.ts >= bounds.from &&
    event.ts <= bounds.to &&
    (question.order === 'unordered' ? steps.length > 0 : steps.includes(0))
  const bests = courses.flatMap(course => {
    const attempts = course.events.flatMap((placed, i) =>
      starts(placed) ? [attemptAt(question, course, i, bounds.window)] : [],
    )
    return attempts.sort((a, b) => better(a, b) || (a.times[0] as number) - (b.times[0] as number)).slice(0, 1)
  })
  const best = bests.sort((a, b) => better(a, b) || byReach(a.times, b.times))[0]
  return best && !best.spoiled ? best.times : null
}
