import type { FunnelStep, UsersQuestion } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { eventsIn } from '../sql/events.ts'
import { and, type Fragment, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'
import { type AskContext, type Asked, asked, rangeOf } from './asked.ts'
import { funnelAsked } from './funnel.ts'
import { count } from './funnel-shape.ts'
import { funnelUsers } from './funnel-sql.ts'
import { pathsAsked } from './paths.ts'
import { pathUsers } from './paths-sql.ts'
import type { About } from './quality.ts'
import { retentionAsked, shownIn } from './retention.ts'
import { retentionUsers } from './retention-sql.ts'

/** `page`: `SELECT id, key` of so many users at most that meet conditions on `person`, in the order of their keys. */
export type Behind = {
  asked: Asked
  about: About
  page: (conditions: readonly Fragment[], most: Fragment) => Fragment
}

type Of<Key extends string> = Extract<UsersQuestion, Record<Key, unknown>>

/** Who reached a step; `dropped`: who reached the last before it that must be filled, and not this one. */
const stepCondition = (step: number, dropped: boolean, steps: readonly FunnelStep[]): Fragment => {
  const filled = (n: number): Fragment => sql`attempt[${count(n)}] != 0`
  if (!dropped) return filled(step)
  if (step === 1) return sql`false`
  let before = step - 1
  while (steps[before - 1]?.optional) before--
  return sql`${filled(before)} AND NOT (${filled(step)})`
}

const valued = (value: readonly string[] | undefined, breakdown: object | undefined): { value?: Fragment } => {
  if (value && !breakdown) throw invalid('value', 'the question has no breakdown')
  return value ? { value: param('Array(String)', value) } : {}
}

export const behindStep = ({ funnel, step, dropped, value }: Of<'funnel'>, context: AskContext): Behind => {
  const { shape, telling, asked, about } = funnelAsked(funnel, context, 'funnel.')
  if (step > funnel.steps.length) throw invalid('step', `the funnel has ${funnel.steps.length} steps`)
  const reached = stepCondition(step, dropped ?? false, funnel.steps)
  const group = valued(value, funnel.breakdown)
  return {
    asked,
    about,
    page: (conditions, limit) => funnelUsers(shape, { conditions: [reached, ...conditions], telling, ...group, limit }),
  }
}

export const behindEdge = ({ paths, edge }: Of<'paths'>, context: AskContext): Behind => {
  const { shape, asked, about } = pathsAsked(paths, context, 'paths.')
  const [source, target] = edge.map(id => param('String', id)) as [Fragment, Fragment]
  return { asked, about, page: (conditions, most) => pathUsers(shape, { source, target, conditions, most }) }
}

export const behindCell = ({ retention, row, k, value }: Of<'retention'>, context: AskContext): Behind => {
  const { shape, periods, asked, about, groups } = retentionAsked(retention, context, 'retention.')
  const labels = Array.from({ length: periods.count }, (_, i) => periods.label(i))
  const r = labels.indexOf(row)
  if (r < 0) throw invalid('row', `there is no such row; the first is ${labels[0]}, the last ${labels.at(-1)}`)
  const shown = shownIn(r, periods, shape.intervals)
  if (k >= shown) throw invalid('k', `the row has ${shown} values, from 0`)
  const cell = [sql`row = ${param('Int64', r)}`, sql`k = ${param('Int64', k)}`]
  const group = valued(value, retention.breakdown)
  return {
    asked: { ...asked, from: periods.from, to: periods.to },
    about,
    page: (conditions, most) =>
      retentionUsers(shape, { limit: groups, conditions: [...cell, ...conditions], ...group, most }),
  }
}

/** Who meets a condition and did anything at all in the range. */
export const behindCondition = (question: Extract<UsersQuestion, { users: unknown }>, context: AskContext): Behind => {
  const shared = asked(question, context)
  const { database } = shared
  return {
    asked: shared,
    about: { names: null, condition: sql`true` },
    page: (conditions, most) => sql`SELECT
  any(own_id) AS id, toString(person) AS key
FROM (
  SELECT ${personKey(database)} AS person, ${personId(database)} AS own_id
  ${eventsIn(rangeOf(shared), shared.conditions)}
)
WHERE ${and(conditions)}
GROUP BY person
ORDER BY person
LIMIT ${most}`,
  }
}
