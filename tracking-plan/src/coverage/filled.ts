import { isText } from '../columns/column-type.ts'
import type { PlanColumn } from '../columns/plan-columns.ts'

/** SQL: whether an event has this property. Of a list of objects, one field stands for all. */
export const filled = ({ name, value, list }: Pick<PlanColumn, 'name' | 'value' | 'list'>): string => {
  const column = `\`${name}\``
  return list || isText(value) ? `notEmpty(${column})` : `isNotNull(${column})`
}

/** One column per property of the plan: that by which is told whether it is there. */
export const columnPerProperty = (columns: readonly PlanColumn[]): PlanColumn[] => {
  const first = new Map<string, PlanColumn>()
  for (const column of columns) if (!first.has(column.property)) first.set(column.property, column)
  return [...first.values()]
}
