import type { Times, UsersCondition, UsersPart } from '@maidian/schemas'
import { invalid, notBuilt } from '../errors.ts'
import { durationMs, EARLIEST_MS } from '../moment.ts'
import { eventsIn } from './events.ts'
import { and, type Fragment, or, param, sql } from './fragment.ts'
import { personKey } from './person.ts'
import type { PropertyContext } from './property.ts'
import { namesOf, selectorSql } from './selector.ts'

/** `audience`: which traffic counts as having done something. */
export type PeopleContext = PropertyContext & { database: string; audience: readonly Fragment[] }

/** Who is asked about, as a condition on a row of `events`: on the person that it belongs to. */
export const usersSql = (condition: UsersCondition, path: string, context: PeopleContext): Fragment => {
  const parts = (key: 'all' | 'any' | 'none'): Fragment[] =>
    (condition[key] ?? []).map((part, i) => partSql(part, `${path}.${key}[${i}]`, context))
  return and([
    ...parts('all'),
    ...(condition.any ? [or(parts('any'))] : []),
    ...(condition.none ? [sql`NOT ${or(parts('none'))}`] : []),
  ])
}

const partSql = (part: UsersPart, path: string, context: PeopleContext): Fragment => {
  if ('did' in part) return didSql(part, path, context)
  if ('profile' in part) throw notBuilt(`${path}.profile`)
  if ('segment' in part) throw notBuilt(`${path}.segment`)
  return usersSql(part, path, context)
}

/** Whoever did nothing is in no group, and so is found by not being among those who did it too often. */
const didSql = (part: Extract<UsersPart, { did: unknown }>, path: string, context: PeopleContext): Fragment => {
  const { database, now, audience } = context
  const { gte, lte, eq } = part.times ?? {}
  if (part.times && gte === undefined && lte === undefined && eq === undefined)
    throw invalid(`${path}.times`, 'say how often: gte, lte or eq')
  const since = part.last === undefined ? EARLIEST_MS : now - durationMs(part.last)
  const names = namesOf([part.did])
  const own = sql`${personKey(database)}`
  const often = oftenEnough(part.times ?? { gte: 1 })
  const without = (gte ?? 0) === 0 && (eq ?? 0) === 0 && part.times !== undefined
  return sql`${own} ${without ? sql`NOT IN` : sql`IN`} (
    SELECT ${own} AS doer
    ${eventsIn({ database, from: param('Int64', since), to: param('Int64', now) }, [
      ...(names ? [sql`name IN ${param('Array(String)', names)}`] : []),
      selectorSql(part.did, `${path}.did`, context),
      ...audience,
    ])}
    GROUP BY doer HAVING ${without ? sql`NOT ${often}` : often})`
}

const oftenEnough = ({ gte, lte, eq }: Times): Fragment =>
  and([
    ...(gte === undefined ? [] : [sql`count() >= ${param('Int64', gte)}`]),
    ...(lte === undefined ? [] : [sql`count() <= ${param('Int64', lte)}`]),
    ...(eq === undefined ? [] : [sql`count() = ${param('Int64', eq)}`]),
  ])
