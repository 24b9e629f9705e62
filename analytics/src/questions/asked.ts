import type { Filter, UsersCondition } from '@maidian/schemas'
import type { PlanColumn } from '@maidian/tracking-plan'
import { invalid } from '../errors.ts'
import { resolveMoment } from '../moment.ts'
import type { PlannedProject } from '../planned-project.ts'
import { audience } from '../sql/events.ts'
import { filterSql } from '../sql/filter.ts'
import { type Fragment, param } from '../sql/fragment.ts'
import { usersSql } from '../sql/users-condition.ts'

/** What every question may say. */
type Shared = {
  project?: string | undefined
  from?: string | undefined
  to?: string | undefined
  tz?: string | undefined
  where?: Filter | undefined
  users?: UsersCondition | undefined
  include_test?: boolean | undefined
  include_bots?: boolean | undefined
}

/** What every question says, once its defaults are filled in. Instants are ms since 1970, both inclusive. */
export type Asked = {
  database: string
  from: number
  to: number
  tz: string
  now: number
  /** Properties that have a column of their own. */
  columns: readonly PlanColumn[]
  /** What must hold for every event that the question looks at. */
  conditions: Fragment[]
}

export type AskContext = { projects: readonly PlannedProject[]; now: number }

/** The project a question is about: the one it names, or the only one. */
export const projectOf = (
  name: string | undefined,
  projects: readonly PlannedProject[],
  path: string,
): PlannedProject => {
  if (name === undefined && projects.length === 1) return projects[0] as PlannedProject
  const known = projects.map(project => project.name).join(', ')
  if (name === undefined) throw invalid(path, `say which project: ${known}`)
  const found = projects.find(project => project.name === name)
  if (!found) throw invalid(path, `there is no project ${name}; there are: ${known}`)
  return found
}

/** Fills in the defaults of a question and resolves its moments. `at` is where the question stands, such as `funnel.`. */
export const asked = (question: Shared, { projects, now }: AskContext, at = ''): Asked => {
  const project = projectOf(question.project, projects, `${at}project`)
  const tz = question.tz ?? project.timezone
  const moment = (text: string, edge: 'first' | 'last', path: string): number => {
    const ms = resolveMoment(text, { edge, tz, now })
    if (ms === null) throw invalid(path, `there is no such date or time: ${text}`)
    return ms
  }
  const from = moment(question.from ?? '-30d', 'first', `${at}from`)
  const to = moment(question.to ?? 'now', 'last', `${at}to`)
  if (from > to) throw invalid(`${at}from`, 'from is after to')
  const { columns = [] } = project
  const where = question.where ? [filterSql(question.where, `${at}where`, { tz, now, columns })] : []
  const traffic = audience(question)
  const people = { database: project.name, tz, now, columns, audience: traffic }
  const users = question.users ? [usersSql(question.users, `${at}users`, people)] : []
  return { database: project.name, from, to, tz, now, columns, conditions: [...traffic, ...where, ...users] }
}

/** The asked range as fragments. */
export const rangeOf = ({ database, from, to }: Asked): { database: string; from: Fragment; to: Fragment } => ({
  database,
  from: param('Int64', from),
  to: param('Int64', to),
})
