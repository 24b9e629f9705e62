import type { RetentionAnswer, RetentionQuestion, RetentionRow, Selector } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import type { Run } from '../run.ts'
import { or, param, sql } from '../sql/fragment.ts'
import { namesOf, selectorSql } from '../sql/selector.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked } from './asked.ts'
import { assertRetentionBuilt } from './not-built.ts'
import { type Periods, periodsOf } from './periods.ts'
import { type About, qualityOf } from './quality.ts'
import { type RetentionShape, retentionRows, startersSince } from './retention-sql.ts'

const ANY: Selector = { event: null }
const MOST_ROWS = 1000

/** How many periods row `r` shows: none after the last. */
const shownIn = (r: number, { count }: Periods, intervals: number): number => Math.min(intervals, count - r)

const prepared = (
  question: RetentionQuestion,
  shared: Asked,
): { shape: RetentionShape; periods: Periods; about: About } => {
  const period = question.period ?? 'day'
  const periods = periodsOf({ period, weekStart: question.week_start ?? 'monday', ...shared })
  if (periods.count > MOST_ROWS) throw invalid('period', `the range has more than ${MOST_ROWS} of these periods`)
  const selectors = { start: question.start ?? ANY, returns: question.return ?? ANY }
  const start = selectorSql(selectors.start, 'start', shared)
  const returns = selectorSql(selectors.returns, 'return', shared)
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
    firstTime: question.kind === 'first_time',
    minOccurrences: question.min_occurrences ?? 1,
    intervals: question.intervals ?? periods.count,
    conditions: [...(names ? [sql`name IN ${param('Array(String)', names)}`] : []), ...shared.conditions],
  }
  return { shape, periods, about: { names, condition: or([start, returns]) } }
}

/** `POST /api/v1/query/retention` */
export const answerRetention = async (
  question: RetentionQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<RetentionAnswer, 'elapsed_ms'>> => {
  assertRetentionBuilt(question)
  const shared = asked(question, context)
  const { shape, periods, about } = prepared(question, shared)
  const statement = retentionRows(shape)
  const open = firstOpenRow(periods, shape.intervals, shared.now)
  const [counts, quality, starters] = await Promise.all([
    run<{ row: number; k: number; users: string }>(statement),
    qualityOf(run, { ...shared, from: periods.from, to: periods.to }, about),
    shape.firstTime || open === periods.count
      ? []
      : run<{ starters: string }>(startersSince(shape, Math.max(periods.startOf(open), periods.from))),
  ])
  const users = new Map(counts.map(count => [`${count.row} ${count.k}`, Number(count.users)]))
  const rows = Array.from(
    { length: periods.count },
    (_, r): RetentionRow => ({
      start: periods.label(r),
      values: Array.from({ length: shownIn(r, periods, shape.intervals) }, (_, k) => users.get(`${r} ${k}`) ?? 0),
    }),
  )
  const immature = shape.firstTime
    ? rows.slice(open).reduce((sum, row) => sum + (row.values[0] ?? 0), 0)
    : Number(starters[0]?.starters ?? 0)
  return { sql: runnable(statement), quality: { ...quality, immature }, rows }
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
