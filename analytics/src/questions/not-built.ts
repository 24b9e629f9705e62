import type { FunnelQuestion, PathsQuestion, RetentionQuestion, UsersQuestion } from '@maidian/schemas'
import { notBuilt } from '../errors.ts'

/** Refuses the first field that asks for something this version cannot answer. A field that asks for nothing passes. */
const refuse = (fields: Record<string, unknown>, at: string): void => {
  for (const [field, asks] of Object.entries(fields)) if (asks) throw notBuilt(at + field)
}

/** `at` is where the question stands within another, such as `funnel.`. */
export const assertFunnelBuilt = (question: FunnelQuestion, at = ''): void => refuse({ users: question.users }, at)

export const assertPathsBuilt = (question: PathsQuestion): void => refuse({ users: question.users }, '')

export const assertRetentionBuilt = (question: RetentionQuestion, at = ''): void =>
  refuse({ users: question.users }, at)

type UsersOfFunnel = Extract<UsersQuestion, { funnel: unknown }>

/** Only users behind a step of a funnel can be told yet. */
export const assertUsersBuilt: (question: UsersQuestion) => asserts question is UsersOfFunnel = question => {
  if (!('funnel' in question)) {
    refuse({ paths: 'paths' in question, retention: 'retention' in question, users: 'users' in question }, '')
    return
  }
  assertFunnelBuilt(question.funnel, 'funnel.')
}
