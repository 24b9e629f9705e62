import type { FunnelQuestion, FunnelStep } from '@maidian/schemas'
import type { FunnelTimes } from '../oracle/funnel.ts'
import type { World } from '../oracle/world.ts'
import { caseMaker } from './cases.ts'
import { type Random, seeded } from './random.ts'

const NAMES = ['a', 'b', 'c', 'd']

/** A zone, an instant at which one of its periods begins, and the kinds of those: with days of 23 and 25 hours. */
const PLACES: [string, number, ('hour' | 'day' | 'week' | 'month')[]][] = [
  ['Asia/Shanghai', Date.UTC(2026, 9, 31, 16), ['day', 'month']],
  ['America/New_York', Date.UTC(2026, 10, 2, 5), ['day', 'week']],
  ['America/New_York', Date.UTC(2026, 10, 1, 6), ['hour']],
  ['Europe/Berlin', Date.UTC(2026, 9, 25, 1), ['hour']],
  ['Africa/Cairo', Date.UTC(2026, 3, 23, 22), ['day']],
]

/** `boundary`: where the second period begins, if the range reaches it. `now` is 20 s after the first possible instant. */
export type FunnelCase = { name: string; question: FunnelQuestion; times: FunnelTimes; world: World; boundary: number }

/** All cases are asked at the same time, so that some windows of the latest place are still open. */
export const FUNNEL_NOW = Date.UTC(2026, 10, 2, 5) + 8_000

const selectorOf = (random: Random): { event: string | null; where?: object } => {
  const event = random.once(12) ? null : random.pick(NAMES)
  return { event, ...(random.once(4) && { where: { size: random.once(2) ? 'm' : { not: 'l' } } }) }
}

const randomStep = (random: Random, i: number, question: Partial<FunnelQuestion>): FunnelStep => {
  const extras = {
    ...(i > 0 && question.order !== 'unordered' && random.once(5) && { optional: true }),
    ...(random.once(8) && { first_time: random.pick(['event', 'matching'] as const) }),
  }
  if (random.once(10))
    return {
      any_of: [selectorOf(random), { event: random.pick(NAMES), where: { size: 'l' } }],
      ...extras,
    } as FunnelStep
  return { ...selectorOf(random), ...extras } as FunnelStep
}

const randomExclusion = (random: Random, steps: number, unordered: boolean): object => {
  const from = 1 + random.below(steps)
  const ends = { from_step: from, to_step: Math.max(2, Math.min(steps, from + 1 + random.below(2))) }
  const bounded = !unordered && steps > 1 && ends.from_step < ends.to_step && random.once(2)
  return { ...selectorOf(random), event: random.pick([...NAMES, 'x', 'x']), ...(bounded && ends) }
}

const randomBreakdown = (random: Random, steps: number, unordered: boolean): FunnelQuestion['breakdown'] => {
  const at = unordered ? ('last_touch' as const) : (`step:${1 + random.below(steps)}` as `step:${number}`)
  const attribution = random.pick([undefined, 'first_touch', 'last_touch', 'all_events', 'all_events', at, at] as const)
  return {
    by: random.pick([['$browser'], ['size'], ['size', '$browser']]),
    limit: 1 + random.below(4),
    ...(attribution && { attribution }),
  }
}

/** Times are multiples of a second, few of them, so that ties and both ends of windows and ranges are met often. */
export const funnelCase = (seed: number): FunnelCase => {
  const random = seeded(seed)
  const name = `f${seed}`
  const { event, world } = caseMaker(name, random)
  const [tz, boundary, intervals] = random.pick(PLACES)
  const span = 4 + random.below(30)
  const first = boundary - random.below(2) * random.below(span) * 1000
  for (let n = 4 + random.below(30); n > 0; n--)
    event({
      name: random.once(8) ? random.pick(['x', '$exposure']) : random.pick(NAMES),
      ts: first + random.below(span) * 1000,
      props: random.once(2) ? { size: random.pick(['s', 'm', 'l']) } : {},
      flags: random.pick([[], ['p'], ['q'], ['p', 'q']]),
      browser: random.pick(['', 'Chrome', 'Safari', 'Edge']),
    })
  const from = first + random.below(4) * 1000
  const to = from + (1 + random.below(span)) * 1000
  const seconds = 1 + random.below(12)
  const count = 1 + random.below(5)
  const order = random.pick(['ordered', 'ordered', 'strict', 'unordered'] as const)
  const unordered = order === 'unordered'
  const steps = Array.from({ length: count }, (_, i) => randomStep(random, i, { order }))
  const mature = random.once(6)
  const question: FunnelQuestion = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    tz,
    steps,
    window: random.once(2) ? seconds : `${seconds}s`,
    where: { case: name },
    include_bots: random.once(3),
    include_test: random.once(3),
    ...(!random.once(3) && { order }),
    ...(random.once(3) && {
      exclude: Array.from({ length: 1 + random.below(2) }, () => randomExclusion(random, count, unordered)) as [],
    }),
    ...(random.once(4) && { same: random.pick([['size'], ['$flags'], ['size', '$flags']]) }),
    ...(random.once(2) && { breakdown: randomBreakdown(random, count, unordered) }),
    ...(random.once(4) && { interval: random.pick(intervals) }),
    ...(count > 1 &&
      random.once(4) && {
        time_to_convert: { from_step: 1, to_step: 2 + random.below(count - 1), bins: random.pick([null, 1, 2, 3]) },
      }),
    ...(mature && { mature_only: true }),
  }
  if (unordered && question.order !== 'unordered') question.order = order
  const times = { from, to, window: seconds * 1000, ...(mature && { lastEntry: FUNNEL_NOW - seconds * 1000 - 1 }) }
  return { name, question, times, world, boundary }
}
