import { BASE_COLUMNS } from '@maidian/schemas'
import type { PlanColumn } from '@maidian/tracking-plan'
import type { PlannedProject } from '../planned-project.ts'
import { and, type Fragment, identifier, join, param, sql } from '../sql/fragment.ts'
import { personKey } from '../sql/person.ts'

/** What every view of events adds: in the project's time zone, and who. */
const ADDED = {
  time: '时间，项目时区 · time, in the time zone of the project',
  day: '日期，项目时区 · day, in the time zone of the project',
  person_key: '用户（归并后） · person: devices and user resolved to one',
  props: '方案之外的属性 · properties outside the plan, as text',
}

/** A column of the plan under the plain name of its property. */
const planned = ({ name, path }: PlanColumn): Fragment => ({ parts: [`\`${name}\` AS \`${path}\``] })

/**
 * `SELECT` of events as analysts see them: base columns, the plan's properties by their plain names, `time` and `day`
 * in the project's time zone, `person_key`.
 */
export const eventRows = (
  { name, timezone }: PlannedProject,
  { columns, conditions }: { columns: readonly PlanColumn[]; conditions: readonly Fragment[] },
): Fragment => {
  const tz = param('String', timezone)
  const shown = [...BASE_COLUMNS.map(identifier), ...columns.map(planned), sql`props`]
  return sql`
SELECT
  toTimeZone(ts, ${tz}) AS time,
  toDate(ts, ${tz}) AS day,
  ${personKey(name)} AS person_key,
  ${join(shown, ', ')}
FROM ${identifier(name)}.events
WHERE ${and(conditions)}`
}

/** The comments of such a view's own columns. */
export const eventComments = (columns: readonly PlanColumn[]): Record<string, string> => ({
  ...ADDED,
  ...Object.fromEntries(columns.map(({ path, comment }) => [path, comment])),
})
