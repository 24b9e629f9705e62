import type { FunnelAnswer, FunnelQuestion, FunnelStepAnswer, Selector } from '@maidian/schemas'
import { durationMs } from '../moment.ts'
import type { Run } from '../run.ts'
import { type Fragment, or, param, sql } from '../sql/fragment.ts'
import { groupOf, property } from '../sql/property.ts'
import { labelOf, namesOf, selectorSql } from '../sql/selector.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked, rangeOf } from './asked.ts'
import { type FunnelShape, funnelGroups, funnelSteps, maskOf } from './funnel-sql.ts'
import { assertFunnelBuilt } from './not-built.ts'
import { type About, qualityOf } from './quality.ts'

const DEFAULT_WINDOW = '7d'
const DEFAULT_GROUPS = 25

/** A question about a funnel, ready to be asked. `at` is where it stands within another question. */
export const funnelAsked = (
  question: FunnelQuestion,
  context: AskContext,
  at = '',
): { shape: FunnelShape; asked: Asked; about: About; labels: (string | null)[] } => {
  assertFunnelBuilt(question, at)
  const shared = asked(question, context, at)
  const steps: Selector[] = question.steps
  const conditions = steps.map((step, i) => selectorSql(step, `${at}steps[${i}]`, shared))
  const names = namesOf(steps)
  const labels = steps.map(labelOf)
  const properties = question.breakdown?.by.map((name, i) => property(name, `${at}breakdown.by[${i}]`, shared))
  const shape: FunnelShape = {
    ...rangeOf(shared),
    window: param('Int64', durationMs(question.window ?? DEFAULT_WINDOW)),
    labels: param(
      'Array(String)',
      labels.map(label => label ?? ''),
    ),
    mask: maskOf(conditions),
    conditions: [...(names ? [sql`name IN ${param('Array(String)', names)}`] : []), ...shared.conditions],
    now: param('Int64', shared.now),
    ...(properties && { by: groupOf(properties) }),
  }
  return { shape, asked: shared, about: { names, condition: or(conditions) }, labels }
}

type StepRow = {
  bucket?: number | string
  value?: string[]
  users: string
  conversion: number
  conversion_from_previous: number
  mean_s: number | null
  median_s: number | null
  immature: string
}

const statementOf = (question: FunnelQuestion, shape: FunnelShape): Fragment =>
  question.breakdown
    ? funnelGroups(shape, {
        width: question.breakdown.by.length,
        limit: question.breakdown.limit ?? DEFAULT_GROUPS,
      })
    : funnelSteps(shape)

/** `POST /api/v1/query/funnel` */
export const answerFunnel = async (
  question: FunnelQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<FunnelAnswer, 'elapsed_ms'>> => {
  const { shape, asked, about, labels } = funnelAsked(question, context)
  const statement = statementOf(question, shape)
  const [rows, quality] = await Promise.all([run<StepRow>(statement), qualityOf(run, asked, about)])
  const groups = Map.groupBy(rows, row => Number(row.bucket ?? 0))
  const everybody = groups.get(0) ?? []
  groups.delete(0)
  return {
    sql: runnable(statement),
    quality: { ...quality, immature: Number(everybody[0]?.immature ?? 0) },
    steps: stepsOf(labels, everybody),
    ...(question.breakdown && {
      breakdown: [...groups.values()].map(group => ({ value: group[0]?.value ?? [], steps: stepsOf(labels, group) })),
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
