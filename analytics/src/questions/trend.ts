import type { Selector, TrendAnswer, TrendLine, TrendQuestion, TrendSeries } from '@maidian/schemas'
import type * as z from 'zod'
import { invalid } from '../errors.ts'
import type { Run } from '../run.ts'
import { type Fragment, or, param, sql } from '../sql/fragment.ts'
import { groupOf, property } from '../sql/property.ts'
import { labelOf, namesOf, selectorSql } from '../sql/selector.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked, rangeOf } from './asked.ts'
import { comparedWith } from './compared.ts'
import { evaluate, type Formula, formulaSql, parseFormula } from './formula.ts'
import { periodNumber } from './period-sql.ts'
import { type Periods, periodsOf } from './periods.ts'
import { type About, qualityOf } from './quality.ts'
import { letterOf, type Measure, type Series, type TrendShape, trendRows } from './trend-sql.ts'

const DEFAULT_GROUPS = 25
const MOST_PERIODS = 1000
/** What a period without events comes to; the others come to nothing. */
const ZERO: readonly Measure[] = ['count', 'users', 'sessions', 'sum']
const OF_A_PROPERTY: readonly Measure[] = ['sum', 'avg', 'median', 'p95']

type Line = z.infer<typeof TrendLine>
type SeriesAsked = z.infer<typeof TrendSeries>
type TrendAsked = { shape: TrendShape; periods: Periods; about: About; formula: Formula | null; names: string[] }

const selectorOf = ({ measure, of, name, ...selector }: SeriesAsked): Selector => selector as Selector

const seriesOf = (series: SeriesAsked, i: number, shared: Asked): Series => {
  const path = `series[${i}]`
  const { measure = 'count', of } = series
  if (of === undefined && OF_A_PROPERTY.includes(measure))
    throw invalid(`${path}.of`, `say of which property the ${measure} is`)
  if (of !== undefined && measure !== 'per_user' && !OF_A_PROPERTY.includes(measure))
    throw invalid(`${path}.of`, `a measure of a property is one of ${OF_A_PROPERTY.join(', ')}, per_user`)
  return {
    condition: selectorSql(selectorOf(series), path, shared),
    measure,
    numbers: of === undefined ? null : property(of, `${path}.of`, shared).numbers,
  }
}

const prepared = (question: TrendQuestion, shared: Asked): TrendAsked => {
  const period = question.interval ?? 'day'
  const periods = periodsOf({ period, weekStart: question.week_start ?? 'monday', ...shared })
  if (periods.count > MOST_PERIODS)
    throw invalid('interval', `the range has more than ${MOST_PERIODS} of these periods`)
  const series = question.series.map((one, i) => seriesOf(one, i, shared))
  const selectors = question.series.map(selectorOf)
  const names = namesOf(selectors)
  const formula = question.formula === undefined ? null : parseFormula(question.formula, series.length)
  const { breakdown } = question
  const shape: TrendShape = {
    ...rangeOf(shared),
    series,
    conditions: [...(names ? [sql`name IN ${param('Array(String)', names)}`] : []), ...shared.conditions],
    period: periodNumber({
      period,
      tz: shared.tz,
      firstDate: periods.firstDate,
      firstInstant: periods.startOf(0),
    }),
    formula:
      formula &&
      formulaSql(
        formula,
        series.map((_, i): Fragment => ({ parts: [letterOf(i)] })),
      ),
    groups: breakdown
      ? {
          value: groupOf(breakdown.by.map((name, i) => property(name, `breakdown.by[${i}]`, shared))).value,
          limit: breakdown.limit ?? DEFAULT_GROUPS,
        }
      : null,
  }
  return {
    shape,
    periods,
    about: { names, condition: or(series.map(({ condition }) => condition)) },
    formula,
    names: question.series.map((one, i) => one.name ?? labelOf(selectors[i] as Selector) ?? letterOf(i)),
  }
}

type Row = { period: number; bucket?: number | string; value?: string[] } & Record<string, unknown>

/** `POST /api/v1/query/trend` */
export const answerTrend = async (
  question: TrendQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<TrendAnswer, 'elapsed_ms'>> => {
  const shared = asked(question, context)
  const main = prepared(question, shared)
  const before = question.compare && prepared(question, comparedWith(question.compare, shared))
  const statement = trendRows(main.shape)
  const [rows, quality, compared] = await Promise.all([
    run<Row>(statement),
    qualityOf(run, shared, main.about),
    before && run<Row>(trendRows(before.shape)),
  ])
  return {
    sql: runnable(statement),
    quality: { ...quality, immature: 0 },
    series: linesOf(question, main, rows),
    ...(before && compared && { compare: linesOf(question, before, compared) }),
  }
}

/** A line per series, or one of the formula; by group, where there is a breakdown, the largest group first. */
const linesOf = (question: TrendQuestion, asked: TrendAsked, rows: readonly Row[]): Line[] => {
  if (!question.breakdown) return linesOfGroup(asked, rows)
  const place = ([bucket]: [number, unknown]): number => (bucket === 0 ? Number.POSITIVE_INFINITY : bucket)
  const groups = [...Map.groupBy(rows, row => Number(row.bucket))].sort((a, b) => place(a) - place(b))
  const lines = groups.map(([, group]) =>
    linesOfGroup(asked, group).map(line => ({ ...line, value: group[0]?.value ?? [] })),
  )
  return (lines[0] ?? []).flatMap((_, i) => lines.map(group => group[i] as Line))
}

const linesOfGroup = ({ shape, periods, formula, names }: TrendAsked, rows: readonly Row[]): Line[] => {
  const byPeriod = new Map(rows.map(row => [row.period, row]))
  const values = Array.from({ length: periods.count }, (_, period) =>
    shape.series.map(({ measure }, i) => {
      const row = byPeriod.get(period)
      return row ? (row[letterOf(i)] as number | null) : ZERO.includes(measure) ? 0 : null
    }),
  )
  const line = (name: string, value: (own: (number | null)[]) => number | null): Line => ({
    name,
    points: values.map((own, period) => [periods.label(period), value(own)]),
  })
  if (formula) return [line('formula', own => evaluate(formula, own))]
  return names.map((name, i) => line(name, own => own[i] ?? null))
}
