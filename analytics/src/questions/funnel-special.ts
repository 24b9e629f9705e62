import type { FunnelQuestion, FunnelStep, Selector } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { type Fragment, param, sql } from '../sql/fragment.ts'
import { keysOf, property } from '../sql/property.ts'
import { namesOf, selectorSql } from '../sql/selector.ts'
import type { Asked } from './asked.ts'
import type { Special } from './funnel-shape.ts'

/** In any order every set of steps is kept that the events may have filled: so many steps may share events. */
const MOST_SHARING = 12

type Place = { shared: Asked; at: string; conditions: readonly Fragment[] }

const firstOf = ({ steps }: FunnelQuestion, { conditions }: Place): Special['first'] =>
  steps.flatMap((step, i) => {
    if (step.first_time === undefined) return []
    const names = namesOf([step])
    const named = names ? sql`name IN ${param('Array(String)', names)}` : sql`true`
    return [{ step: i + 1, among: step.first_time === 'event' ? named : (conditions[i] as Fragment) }]
  })

const excluded = (question: FunnelQuestion, { at, shared }: Place): Special['exclude'] =>
  (question.exclude ?? []).map((rule, i) => {
    const path = `${at}exclude[${i}]`
    const last = question.steps.length
    const { from_step: from = 1, to_step: to = last } = rule
    if (question.order === 'unordered')
      for (const field of ['from_step', 'to_step'] as const)
        if (rule[field] !== undefined) throw invalid(`${path}.${field}`, 'steps in any order have none between them')
    if (to > last) throw invalid(`${path}.to_step`, `the funnel has ${last} steps`)
    // A funnel of one step has nothing between its steps, and so nothing to exclude, unless somebody says from where.
    if (from >= to && (last > 1 || from > 1)) throw invalid(`${path}.from_step`, 'from_step must come before to_step')
    return { condition: selectorSql(rule, path, shared), from, to }
  })

const groupsOf = ({ breakdown, steps, order }: FunnelQuestion, at: string): Special['groups'] => {
  if (!breakdown) return null
  const { attribution = 'first_touch' } = breakdown
  if (attribution === 'all_events') return 'values'
  if (!attribution.startsWith('step:')) return 'touch'
  const path = `${at}breakdown.attribution`
  const step = Number(attribution.slice('step:'.length))
  if (step < 1 || step > steps.length) throw invalid(path, `the funnel has ${steps.length} steps`)
  if (order === 'unordered') throw invalid(path, 'steps in any order have no events of their own; write first_touch')
  return step
}

/** How many steps there are that an event of another step may match, too. */
const sharing = (steps: readonly FunnelStep[]): number => {
  const names = steps.map(step => namesOf([step]))
  const overlap = (a: string[] | null, b: string[] | null): boolean =>
    a === null || b === null || a.some(name => b.includes(name))
  return names.filter((own, i) => names.some((other, j) => i !== j && overlap(own, other))).length
}

/** What makes a question more than steps in their order; undefined where nothing does. */
export const specialOf = (question: FunnelQuestion, place: Place, periods: Fragment | null): Special | undefined => {
  const { steps, order = 'ordered', same } = question
  const { at, shared } = place
  const optional = steps.flatMap((step, i) => (step.optional ? [i + 1] : []))
  if (optional[0] === 1) throw invalid(`${at}steps[0].optional`, 'an attempt starts with the first step')
  if (optional[0] !== undefined && order === 'unordered')
    throw invalid(`${at}steps[${optional[0] - 1}].optional`, 'steps in any order are all optional')
  if (order === 'unordered' && sharing(steps) > MOST_SHARING)
    throw invalid(`${at}steps`, `in any order at most ${MOST_SHARING} steps may share events`)
  const first = firstOf(question, place)
  const exclude = excluded(question, place)
  const groups = groupsOf(question, at)
  const plain =
    order === 'ordered' && optional.length + first.length + exclude.length === 0 && !same && periods === null
  if (plain && (groups === null || groups === 'touch')) return undefined
  return {
    steps: steps.length,
    order,
    optional,
    first,
    firstNames: namesOf(steps.filter(step => step.first_time !== undefined)),
    exclude,
    ...(same && { keys: keysOf(same.map((name, i) => property(name, `${at}same[${i}]`, shared))) }),
    groups,
    ...(periods && { periods }),
  }
}

/** The names of all events that a question needs to see; null where it is any. */
export const namesSeen = ({ steps, order, exclude = [] }: FunnelQuestion): string[] | null => {
  const selectors: Selector[] = [...steps, ...exclude]
  return order === 'strict' ? null : namesOf(selectors)
}
