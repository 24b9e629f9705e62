import type { FunnelAnswer, FunnelQuestion, FunnelStepAnswer, Selector } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { durationMs } from '../moment.ts'
import type { Run } from '../run.ts'
import { or, param, sql } from '../sql/fragment.ts'
import { groupOf, property } from '../sql/property.ts'
import { labelOf, namesOf, selectorSql } from '../sql/selector.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked, rangeOf } from './asked.ts'
import { comparedWith } from './compared.ts'
import { type FunnelShape, maskOf } from './funnel-shape.ts'
import { namesSeen, specialOf } from './funnel-special.ts'
import { funnelTold, type Telling } from './funnel-sql.ts'
import { type Periods, periodsOf } from './periods.ts'
import { type About, qualityOf } from './quality.ts'

const DEFAULT_WINDOW = '7d'
const DEFAULT_GROUPS = 25
const MOST_PERIODS = 1000

/** A question about a funnel, ready to be asked. */
export type FunnelAsked = {
  shape: FunnelShape
  telling: Telling
  asked: Asked
  about: About
  labels: (string | null)[]
  periods: Periods | null
}

/** `at` is where the question stands within another. */
export const funnelAsked = (question: FunnelQuestion, context: AskContext, at = ''): FunnelAsked => {
  return inRange(question, asked(question, context, at), at)
}

/** The question about a range of its own. */
const inRange = (question: FunnelQuestion, shared: Asked, at: string): FunnelAsked => {
  const steps: Selector[] = question.steps
  const conditions = steps.map((step, i) => selectorSql(step, `${at}steps[${i}]`, shared))
  const labels = steps.map(labelOf)
  const properties = question.breakdown?.by.map((name, i) => property(name, `${at}breakdown.by[${i}]`, shared))
  const window = durationMs(question.window ?? DEFAULT_WINDOW)
  const periods = periodsAsked(question, shared, at)
  const starts = periods ? Array.from({ length: periods.count }, (_, i) => periods.startOf(i)) : null
  const special = specialOf(question, { shared, at, conditions }, starts && param('Array(Int64)', starts))
  const seen = namesSeen(question)
  const shape: FunnelShape = {
    ...rangeOf(shared),
    window: param('Int64', window),
    labels: param(
      'Array(String)',
      labels.map(label => label ?? ''),
    ),
    mask: maskOf(conditions),
    conditions: [...(seen ? [sql`name IN ${param('Array(String)', seen)}`] : []), ...shared.conditions],
    now: param('Int64', shared.now),
    ...(question.mature_only && { lastEntry: param('Int64', Math.min(shared.to, shared.now - window - 1)) }),
    ...(properties && { by: groupOf(properties) }),
    ...(question.breakdown?.attribution === 'last_touch' && { lastTouch: true }),
    ...(special && { special }),
  }
  return {
    shape,
    telling: tellingOf(question, at),
    asked: shared,
    about: { names: namesOf(steps), condition: or(conditions) },
    labels,
    periods,
  }
}

const periodsAsked = (question: FunnelQuestion, shared: Asked, at: string): Periods | null => {
  if (!question.interval) return null
  const periods = periodsOf({ period: question.interval, weekStart: 'monday', ...shared })
  if (periods.count > MOST_PERIODS)
    throw invalid(`${at}interval`, `the range has more than ${MOST_PERIODS} of these periods`)
  return periods
}

const tellingOf = ({ breakdown, time_to_convert: convert, steps }: FunnelQuestion, at: string): Telling => {
  const path = `${at}time_to_convert`
  if (convert && convert.to_step > steps.length)
    throw invalid(`${path}.to_step`, `the funnel has ${steps.length} steps`)
  if (convert && convert.from_step >= convert.to_step)
    throw invalid(`${path}.from_step`, 'from_step must come before to_step')
  return {
    ...(breakdown && { groups: { width: breakdown.by.length, limit: breakdown.limit ?? DEFAULT_GROUPS } }),
    ...(convert && { convert: { from: convert.from_step, to: convert.to_step, bins: convert.bins ?? null } }),
  }
}

type StepRow = {
  part?: 'everybody' | 'group' | 'period'
  bucket?: number | string
  value?: string[]
  users: string
  conversion: number
  conversion_from_previous: number
  mean_s: number | null
  median_s: number | null
  immature: string
  convert_mean_s?: number | null
  convert_bins?: [number, string][]
}

type Result = Pick<FunnelAnswer, 'steps' | 'breakdown' | 'intervals' | 'time_to_convert'>

/** `POST /api/v1/query/funnel` */
export const answerFunnel = async (
  question: FunnelQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<FunnelAnswer, 'elapsed_ms'>> => {
  const main = funnelAsked(question, context)
  const before = question.compare && inRange(question, comparedWith(question.compare, main.asked), '')
  const statement = funnelTold(main.shape, main.telling)
  const [rows, quality, compared] = await Promise.all([
    run<StepRow>(statement),
    qualityOf(run, main.asked, main.about),
    before && run<StepRow>(funnelTold(before.shape, before.telling)),
  ])
  return {
    sql: runnable(statement),
    quality: { ...quality, immature: Number(rows.find(isEverybody)?.immature ?? 0) },
    ...resultOf(question, main, rows),
    ...(before && compared && { compare: resultOf(question, before, compared) }),
  }
}

const isEverybody = ({ part = 'everybody' }: StepRow): boolean => part === 'everybody'

const resultOf = (question: FunnelQuestion, { labels, periods }: FunnelAsked, rows: readonly StepRow[]): Result => {
  const everybody = rows.filter(isEverybody)
  const parts = (part: StepRow['part']) => [
    ...Map.groupBy(
      rows.filter(row => row.part === part),
      row => Number(row.bucket),
    ),
  ]
  const byPeriod = new Map(parts('period'))
  return {
    steps: stepsOf(labels, everybody),
    ...(question.breakdown && {
      breakdown: parts('group').map(([, group]) => ({ value: group[0]?.value ?? [], steps: stepsOf(labels, group) })),
    }),
    ...(periods && {
      intervals: Array.from({ length: periods.count }, (_, i) => ({
        start: periods.label(i),
        steps: stepsOf(labels, byPeriod.get(i + 1) ?? []),
      })),
    }),
    ...(question.time_to_convert && {
      time_to_convert: {
        mean_s: everybody[0]?.convert_mean_s ?? null,
        bins: (everybody[0]?.convert_bins ?? []).map(([edge, users]): [number, number] => [edge, Number(users)]),
      },
    }),
  }
}

const NOBODY = { users: '0', conversion: 0, conversion_from_previous: 0, mean_s: null, median_s: null }

const stepsOf = (labels: readonly (string | null)[], rows: readonly StepRow[]): FunnelStepAnswer[] =>
  labels.map((event, i) => {
    const row = rows[i] ?? NOBODY
    return {
      event,
      users: Number(row.users),
      conversion: row.conversion,
      conversion_from_previous: row.conversion_from_previous,
      mean_s: row.mean_s,
      median_s: row.median_s,
    }
  })
