import type { EventRow, FunnelQuestion, FunnelStepAnswer, Selector } from '@maidian/schemas'
import { isSelected, meets } from './matches.ts'
import { byPerson, byTimeAndLog, inAudience, mean, median, type World } from './world.ts'

/** The range in ms, both ends inclusive; the window in ms. */
export type FunnelTimes = { from: number; to: number; window: number }

/** A person's result: the times of the filled steps of the chosen attempt. */
export type Result = { person: string; times: number[]; value: string[] }

type Placed = { event: EventRow; steps: number[] }

/** The steps (from 0) that an event matches. */
const stepsOf = (event: EventRow, steps: readonly Selector[]): number[] =>
  steps.flatMap((step, i) => (isSelected(event, step) ? [i] : []))

/** Time; equal times in the order of the steps asked for: by the lowest matched, the highest, then all of them. */
const inOrder = (a: Placed, b: Placed): number => {
  const lowest = (a.steps[0] as number) - (b.steps[0] as number)
  const highest = (a.steps.at(-1) as number) - (b.steps.at(-1) as number)
  const sum = (placed: Placed): number => placed.steps.reduce((total, step) => total + 2 ** step, 0)
  return a.event.ts - b.event.ts || lowest || highest || sum(a) - sum(b) || byTimeAndLog(a.event, b.event)
}

/** The attempt that starts at an event: each further step by the earliest later event inside the window. */
const attemptAt = (start: number, events: readonly Placed[], stepCount: number, window: number): number[] => {
  const first = events[start] as Placed
  const times = [first.event.ts]
  let at = start
  for (let step = 1; step < stepCount; step++) {
    const next = events.findIndex((placed, i) => i > at && placed.steps.includes(step))
    const found = events[next]
    if (!found || found.event.ts > first.event.ts + window) break
    times.push(found.event.ts)
    at = next
  }
  return times
}

/** Everybody who reached at least step 1. */
export const funnelResults = (question: FunnelQuestion, { from, to, window }: FunnelTimes, world: World): Result[] => {
  const looked = world.events.filter(event => inAudience(event, question) && meets(event, question.where ?? {}))
  const results: Result[] = []
  for (const [person, own] of byPerson(looked, world)) {
    const events = own
      .map(event => ({ event, steps: stepsOf(event, question.steps) }))
      .filter(({ event, steps }) => steps.length > 0 && event.ts >= from)
      .sort(inOrder)
    let best: number[] = []
    for (const [i, { event, steps }] of events.entries()) {
      if (!steps.includes(0) || event.ts > to) continue
      const attempt = attemptAt(i, events, question.steps.length, window)
      if (attempt.length > best.length) best = attempt
    }
    const by = question.breakdown?.by ?? []
    const touch = events.find(
      ({ event }) => event.ts <= to && by.some(name => meets(event, { [name]: { exists: true } })),
    )
    const value = by.map(name => (touch ? textOf(touch.event, name) : ''))
    if (best.length > 0) results.push({ person, times: best, value })
  }
  return results
}

const textOf = (event: EventRow, name: string): string =>
  name.startsWith('$') ? String(event[name.slice(1) as keyof EventRow]) : (event.props[name] ?? '')

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
    const reached = (n: number): number => results.filter(({ times }) => times.length > n).length
    const seconds = results
      .filter(({ times }) => times.length > i)
      .map(({ times }) => ((times[i] as number) - (times[i - 1] ?? 0)) / 1000)
    const timed = i > 0 && seconds.length > 0
    return {
      event: labelOf(step),
      users: reached(i),
      conversion: share(reached(i), reached(0)),
      conversion_from_previous: share(reached(i), reached(Math.max(i - 1, 0))),
      mean_s: timed ? mean(seconds) : null,
      median_s: timed ? median(seconds) : null,
    }
  })

/** The groups with most entrants, the rest joined. */
export const funnelGroups = (
  question: FunnelQuestion,
  results: readonly Result[],
): { value: string[]; steps: FunnelStepAnswer[] }[] => {
  const limit = question.breakdown?.limit ?? 25
  const groups = [...Map.groupBy(results, ({ value }) => JSON.stringify(value)).values()]
  const bytes = (group: readonly Result[]): Buffer => Buffer.from((group[0] as Result).value.join('\0'))
  groups.sort((a, b) => b.length - a.length || Buffer.compare(bytes(a), bytes(b)))
  const rest = groups.slice(limit).flat()
  return [
    ...groups.slice(0, limit).map(group => ({ value: (group[0] as Result).value, people: group })),
    ...(rest.length > 0 ? [{ value: ['Other'], people: rest }] : []),
  ].map(({ value, people }) => ({ value, steps: funnelSteps(question, people) }))
}
