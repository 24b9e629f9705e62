import type { FunnelQuestion, PathsQuestion, RetentionQuestion, TrendQuestion } from '@maidian/schemas'
import { notBuilt } from '../errors.ts'

/** Refuses the first field that asks for something this version cannot answer. A field that asks for nothing passes. */
const refuse = (fields: Record<string, unknown>, at: string): void => {
  for (const [field, asks] of Object.entries(fields)) if (asks) throw notBuilt(at + field)
}

/** `at` is where the question stands within another, such as `funnel.`. */
export const assertFunnelBuilt = (question: FunnelQuestion, at = ''): void => refuse({ users: question.users }, at)

export const assertPathsBuilt = (question: PathsQuestion, at = ''): void => refuse({ users: question.users }, at)

export const assertRetentionBuilt = (question: RetentionQuestion, at = ''): void =>
  refuse({ users: question.users }, at)

export const assertTrendBuilt = (question: TrendQuestion): void => refuse({ users: question.users }, '')
