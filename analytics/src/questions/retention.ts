import type { RetentionAnswer, RetentionQuestion, RetentionRow, Selector } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import type { Run } from '../run.ts'
import { type Fragment, or, param, sql } from '../sql/fragment.ts'
import { groupOf, property } from '../sql/property.ts'
import { namesOf, selectorSql } from '../sql/selector.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked } from './asked.ts'
import { type Periods, periodsOf } from './periods.ts'
import { type About, qualityOf } from './quality.ts'
import { type RetentionShape, retentionRows, startersSince } from './retention-sql.ts'

const ANY: Selector = { event: null }
const MOST_ROWS = 1000
const DEFAULT_GROUPS = 25

/** How many periods row `r` shows: none after the last. */
export const shownIn = (r: number, { count }: Periods, intervals: number): number => Math.min(intervals, count - r)

/** The events of which only the first counts. */
const firstOf = (kind: RetentionQuestion['kind'], selector: Selector, start: Fragment): Fragment | null => {
  if (kind === 'first_time') return start
  if (kind !== 'first_ever') return null
  const names = namesOf([selector])
  return names ? sql`name IN ${param('Array(String)', names)}` : sql`true`
}

export type RetentionAsked = { shape: RetentionShape; periods: Periods; about: About; asked: Asked; groups: number }

/** A question about retention, ready to be asked. `at` is where it stands within another. */
export const retentionAsked = (question: RetentionQuestion, context: AskContext, at = ''): RetentionAsked => {
  const shared = asked(question, context, at)
  const period = question.period ?? 'day'
  const periods = periodsOf({ period, weekStart: question.week_start ?? 'monday', ...shared })
  if (periods.count > MOST_ROWS) throw invalid(`${at}period`, `the range has more than ${MOST_ROWS} of these periods`)
  const selectors = { start: question.start ?? ANY, returns: question.return ?? ANY }
  const start = selectorSql(selectors.start, `${at}start`, shared)
  const returns = selectorSql(selectors.returns, `${at}return`, shared)
  const names = namesOf(Object.values(selectors))
  const shape: RetentionShape = {
    database: shared.database,
    from: param('Int64', periods.from),
    to: param('Int64', periods.to),
    period,
    tz: shared.tz,
    firstDate: periods.firstDate,
    firstInstant: periods.startOf(0),
    start,
    returns,
    firstOf: firstOf(question.kind, selectors.start, start),
    rolling: question.rolling ?? false,
    by: question.breakdown
      ? groupOf(question.breakdown.by.map((name, i) => property(name, `${at}breakdown.by[${i}]`, shared))).value
      : null,
    minOccurrences: question.min_occurrences ?? 1,
    intervals: question.intervals ?? periods.count,
    conditions: [...(names ? [sql`name IN ${param('Array(String)', names)}`] : []), ...shared.conditions],
  }
  return {
    shape,
    periods,
    about: { names, condition: or([start, returns]) },
    asked: shared,
    groups: question.breakdown?.limit ?? DEFAULT_GROUPS,
  }
}

/** `POST /api/v1/query/retention` */
export const answerRetention = async (
  question: RetentionQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<RetentionAnswer, 'elapsed_ms'>> => {
  const { shape, periods, about, asked: shared, groups } = retentionAsked(question, context)
  const statement = retentionRows(shape, groups)
  const open = firstOpenRow(periods, shape.intervals, shared.now)
  const [counts, quality, starters] = await Promise.all([
    run<CellRow>(statement),
    qualityOf(run, { ...shared, from: periods.from, to: periods.to }, about),
    shape.firstOf || open === periods.count
      ? []
      : run<{ starters: string }>(startersSince(shape, Math.max(periods.startOf(open), periods.from))),
  ])
  const buckets = Map.groupBy(counts, row => Number(row.bucket))
  const rows = rowsOf(buckets.get(0) ?? [], periods, shape.intervals)
  buckets.delete(0)
  const immature = shape.firstOf
    ? rows.slice(open).reduce((sum, row) => sum + (row.values[0] ?? 0), 0)
    : Number(starters[0]?.starters ?? 0)
  return {
    sql: runnable(statement),
    quality: { ...quality, immature },
    rows,
    ...(question.breakdown && {
      breakdown: [...buckets.values()].map(group => ({
        value: group[0]?.value ?? [],
        rows: rowsOf(group, periods, shape.intervals),
      })),
    }),
  }
}

type CellRow = { bucket: number | string; value: string[]; row: number; k: number | string; users: string }

const rowsOf = (counts: readonly CellRow[], periods: Periods, intervals: number): RetentionRow[] => {
  const users = new Map(counts.map(count => [`${count.row} ${count.k}`, Number(count.users)]))
  return Array.from(
    { length: periods.count },
    (_, r): RetentionRow => ({
      start: periods.label(r),
      values: Array.from({ length: shownIn(r, periods, intervals) }, (_, k) => users.get(`${r} ${k}`) ?? 0),
    }),
  )
}

/** The first row whose last shown period has not ended by now; `count` where all have. Later rows end no earlier. */
const firstOpenRow = (periods: Periods, intervals: number, now: number): number => {
  let [closed, open] = [-1, periods.count]
  while (open - closed > 1) {
    const row = Math.floor((closed + open) / 2)
    if (periods.startOf(row + shownIn(row, periods, intervals)) > now) open = row
    else closed = row
  }
  return open
}
