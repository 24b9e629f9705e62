import type { PlanColumn } from '@maidian/tracking-plan'
import { type Fragment, identifier, join, param, sql } from './fragment.ts'

const textOf = ({ name, list }: PlanColumn): Fragment =>
  list
    ? sql`if(empty(${identifier(name)}), '', toJSONString(${identifier(name)}))`
    : sql`ifNull(toString(${identifier(name)}), '')`

/** Map(String, String): every property of an event as text, those with a column of the plan and those without. */
export const allProps = (columns: readonly PlanColumn[]): Fragment => {
  if (columns.length === 0) return sql`props`
  const pairs = columns.flatMap(column => [param('String', column.path), textOf(column)])
  const planned = sql`mapFilter((name, value) -> value != '', map(${join(pairs, ', ')}))`
  return sql`mapUpdate(${planned}, CAST(props, 'Map(String, String)'))`
}
