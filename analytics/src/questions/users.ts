import type { UserAnswer, UsersAnswer, UsersQuestion } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import type { Run } from '../run.ts'
import { type Fragment, param, sql } from '../sql/fragment.ts'
import { runnable } from './answered.ts'
import type { AskContext } from './asked.ts'
import { qualityOf } from './quality.ts'
import { type Behind, behindCell, behindCondition, behindEdge, behindStep } from './users-behind.ts'

const DEFAULT_USERS = 100
const LARGEST_KEY = 2n ** 64n - 1n

const behind = (question: UsersQuestion, context: AskContext): Behind => {
  if ('funnel' in question) return behindStep(question, context)
  if ('paths' in question) return behindEdge(question, context)
  if ('retention' in question) return behindCell(question, context)
  return behindCondition(question, context)
}

/** `POST /api/v1/query/users`. The cursor is the key of the last user told. */
export const answerUsers = async (
  question: UsersQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<UsersAnswer, 'elapsed_ms'>> => {
  const { limit = DEFAULT_USERS, cursor } = question
  const { asked, about, page } = behind(question, context)
  if (cursor !== undefined && (!/^\d{1,20}$/.test(cursor) || BigInt(cursor) > LARGEST_KEY))
    throw invalid('cursor', 'not a cursor that an answer gave')
  const after = cursor === undefined ? [] : [sql`person > ${param('UInt64', cursor)}`]
  const some = (size: number): Fragment => page(after, param('UInt32', size))
  const [rows, quality] = await Promise.all([
    run<{ id: string; key: string }>(some(limit + 1)),
    qualityOf(run, asked, about),
  ])
  const users = rows.slice(0, limit).map((row): UserAnswer => ({ ...row, profile: {} }))
  return {
    sql: runnable(some(limit)),
    quality: { ...quality, immature: 0 },
    users,
    next: rows.length > limit ? (users.at(-1)?.key ?? null) : null,
  }
}
