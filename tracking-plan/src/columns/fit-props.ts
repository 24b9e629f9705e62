import { isText } from './column-type.ts'
import { fitValue } from './fit-value.ts'
import type { PlanColumn } from './plan-columns.ts'

/** Properties parted into what their columns take, and what stays as it came. */
export type FittedProps = {
  /** column → value, as JSONEachRow takes it. */
  planned: Record<string, unknown>
  rest: Record<string, unknown>
  /** Planned properties whose value did not fit: they are in `rest`, where the column reads what it can. */
  misfits: string[]
}

export type FitProps = (props: unknown) => FittedProps

type Fields = Map<string, PlanColumn>
type Target = { column: PlanColumn } | { fields: Fields }

const targetsOf = (columns: readonly PlanColumn[]): Map<string, Target> => {
  const targets = new Map<string, Target>()
  for (const column of columns) {
    const { property, path } = column
    if (path === property) {
      targets.set(property, { column })
      continue
    }
    const known = targets.get(property)
    const fields: Fields = known && 'fields' in known ? known.fields : new Map()
    fields.set(path.slice(property.length + 1), column)
    targets.set(property, { fields })
  }
  return targets
}

const fitList = (value: unknown, column: PlanColumn): unknown[] | undefined => {
  if (!Array.isArray(value)) return undefined
  const fitted = value.map(element => fitValue(element, column))
  return fitted.includes(undefined) ? undefined : fitted
}

/** One array per field; undefined where one element has anything that would be lost that way. */
const fitItems = (value: unknown, fields: Fields): Record<string, unknown[]> | undefined => {
  if (!Array.isArray(value)) return undefined
  const arrays: Record<string, unknown[]> = {}
  for (const { name } of fields.values()) arrays[name] = []
  for (const element of value) {
    if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined
    const item = element as Record<string, unknown>
    if (!Object.keys(item).every(key => fields.has(key))) return undefined
    for (const [key, column] of fields) {
      const blank = isText(column.value) ? '' : null
      const fitted = item[key] === undefined || item[key] === null ? blank : fitValue(item[key], column)
      if (fitted === undefined) return undefined
      arrays[column.name]?.push(fitted)
    }
  }
  return arrays
}

/** Parts an event's properties by the columns that there are. Nothing is lost: what does not fit stays in `rest`. */
export const createFitProps = (columns: readonly PlanColumn[]): FitProps => {
  const targets = targetsOf(columns)
  return props => {
    const fitted: FittedProps = { planned: {}, rest: Object.create(null), misfits: [] }
    if (typeof props !== 'object' || props === null || Array.isArray(props)) return fitted
    for (const [name, value] of Object.entries(props)) {
      const target = targets.get(name)
      if (target === undefined || value === null) {
        fitted.rest[name] = value
        continue
      }
      if ('fields' in target) {
        const arrays = fitItems(value, target.fields)
        if (arrays) Object.assign(fitted.planned, arrays)
        else keepAside(fitted, name, value)
        continue
      }
      const { column } = target
      const one = column.list ? fitList(value, column) : fitValue(value, column)
      if (one === undefined) keepAside(fitted, name, value)
      else fitted.planned[column.name] = one
    }
    return fitted
  }
}

const keepAside = (fitted: FittedProps, name: string, value: unknown): void => {
  fitted.rest[name] = value
  fitted.misfits.push(name)
}
