import type { FunnelQuestion, PathsQuestion, RetentionQuestion, UsersQuestion } from '@maidian/schemas'
import { notBuilt } from '../errors.ts'

/** Refuses the first field that asks for something this version cannot answer. A field that asks for nothing passes. */
const refuse = (fields: Record<string, unknown>, at: string): void => {
  for (const [field, asks] of Object.entries(fields)) if (asks) throw notBuilt(at + field)
}

/** `at` is where the question stands within another, such as `funnel.`. */
export const assertFunnelBuilt = (question: FunnelQuestion, at = ''): void => {
  const { breakdown } = question
  refuse(
    {
      users: question.users,
      order: question.order !== undefined && question.order !== 'ordered',
      ...Object.fromEntries(question.steps.map((step, i) => [`steps[${i}].optional`, step.optional])),
      ...Object.fromEntries(question.steps.map((step, i) => [`steps[${i}].first_time`, step.first_time])),
      exclude: question.exclude?.length,
      same: question.same,
      'breakdown.attribution': breakdown?.attribution !== undefined && breakdown.attribution !== 'first_touch',
      interval: question.interval,
      compare: question.compare,
      time_to_convert: question.time_to_convert,
      mature_only: question.mature_only,
    },
    at,
  )
}

export const assertPathsBuilt = (question: PathsQuestion): void => refuse({ users: question.users }, '')

export const assertRetentionBuilt = (question: RetentionQuestion): void =>
  refuse(
    {
      users: question.users,
      kind: question.kind === 'first_ever',
      rolling: question.rolling,
      breakdown: question.breakdown,
    },
    '',
  )

type UsersOfFunnel = Extract<UsersQuestion, { funnel: unknown }>

/** Only users behind a step of a funnel can be told yet. */
export const assertUsersBuilt: (question: UsersQuestion) => asserts question is UsersOfFunnel = question => {
  if (!('funnel' in question)) {
    refuse({ paths: 'paths' in question, retention: 'retention' in question, users: 'users' in question }, '')
    return
  }
  refuse({ value: question.value }, '')
  assertFunnelBuilt(question.funnel, 'funnel.')
}
