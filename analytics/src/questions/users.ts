import type { FunnelStep, UserAnswer, UsersAnswer, UsersQuestion } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import type { Run } from '../run.ts'
import { type Fragment, param, sql } from '../sql/fragment.ts'
import { runnable } from './answered.ts'
import type { AskContext } from './asked.ts'
import { funnelAsked } from './funnel.ts'
import { count } from './funnel-shape.ts'
import { funnelUsers } from './funnel-sql.ts'
import { assertUsersBuilt } from './not-built.ts'
import { qualityOf } from './quality.ts'

const DEFAULT_USERS = 100
const LARGEST_KEY = 2n ** 64n - 1n

/**
 * Behind a step stand those who reached it; `dropped` are those who reached the step before, and not this one: the last
 * step before it that must be filled.
 */
const behind = (step: number, dropped: boolean, steps: readonly FunnelStep[]): Fragment => {
  const filled = (n: number): Fragment => sql`attempt[${count(n)}] != 0`
  if (!dropped) return filled(step)
  if (step === 1) return sql`false`
  let before = step - 1
  while (steps[before - 1]?.optional) before--
  return sql`${filled(before)} AND NOT (${filled(step)})`
}

/** `POST /api/v1/query/users`. The cursor is the key of the last user told. */
export const answerUsers = async (
  question: UsersQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<UsersAnswer, 'elapsed_ms'>> => {
  assertUsersBuilt(question)
  const { step, dropped = false, limit = DEFAULT_USERS, cursor, value } = question
  const { shape, telling, asked, about } = funnelAsked(question.funnel, context, 'funnel.')
  const { steps, breakdown } = question.funnel
  if (step > steps.length) throw invalid('step', `the funnel has ${steps.length} steps`)
  if (value && !breakdown) throw invalid('value', 'the funnel has no breakdown')
  if (cursor !== undefined && (!/^\d{1,20}$/.test(cursor) || BigInt(cursor) > LARGEST_KEY))
    throw invalid('cursor', 'not a cursor that an answer gave')
  const conditions = [
    behind(step, dropped, steps),
    ...(cursor === undefined ? [] : [sql`person > ${param('UInt64', cursor)}`]),
  ]
  const page = (size: number): Fragment =>
    funnelUsers(shape, {
      conditions,
      telling,
      ...(value && { value: param('Array(String)', value) }),
      limit: param('UInt32', size),
    })
  const [rows, quality] = await Promise.all([
    run<{ id: string; key: string }>(page(limit + 1)),
    qualityOf(run, asked, about),
  ])
  const users = rows.slice(0, limit).map((row): UserAnswer => ({ ...row, profile: {} }))
  return {
    sql: runnable(page(limit)),
    quality: { ...quality, immature: 0 },
    users,
    next: rows.length > limit ? (users.at(-1)?.key ?? null) : null,
  }
}
