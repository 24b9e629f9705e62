import type { Condition, EventRow, Filter, Scalar, Selector } from '@maidian/schemas'

/** Text columns and `props` only: what the random questions filter by. */
const textOfProperty = (event: EventRow, name: string): string | undefined => {
  if (!name.startsWith('$')) return event.props[name]
  const value = event[name.slice(1) as keyof EventRow]
  if (typeof value !== 'string') throw new Error(`the oracle does not know ${name}`)
  return value === '' ? undefined : value
}

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)

const compare = (value: string | undefined, bound: string | number, holds: (order: number) => boolean): boolean => {
  if (value === undefined) return false
  if (typeof bound === 'number') return isNumber(value) && holds(Number(value) - bound)
  return holds(Buffer.compare(Buffer.from(value), Buffer.from(bound)))
}

const conditionHolds = (value: string | undefined, condition: Condition): boolean => {
  const equals = (asked: Scalar): boolean => value !== undefined && value === String(asked)
  const contains = (part: string): boolean => value?.toLowerCase().includes(part.toLowerCase()) ?? false
  const { not, gt, gte, lt, lte } = condition
  if (condition.in && !condition.in.some(equals)) return false
  if (not !== undefined && [not].flat().some(equals)) return false
  if (condition.contains !== undefined && !contains(condition.contains)) return false
  if (condition.not_contains !== undefined && contains(condition.not_contains)) return false
  if (condition.starts_with !== undefined && !value?.startsWith(condition.starts_with)) return false
  if (gt !== undefined && !compare(value, gt, order => order > 0)) return false
  if (gte !== undefined && !compare(value, gte, order => order >= 0)) return false
  if (lt !== undefined && !compare(value, lt, order => order < 0)) return false
  if (lte !== undefined && !compare(value, lte, order => order <= 0)) return false
  return condition.exists === undefined || condition.exists === (value !== undefined)
}

/** The values of a property as texts: of a list each element. */
export const textsOf = (event: EventRow, name: string): string[] => {
  if (name === '$flags') return event.flags
  const text = textOfProperty(event, name)
  return text === undefined ? [] : [text]
}

/** Whether an event meets a filter. */
export const meets = (event: EventRow, filter: Filter): boolean =>
  Object.entries(filter).every(([name, asked]) => {
    if (asked === undefined) return true
    if (name === 'any') return (asked as Filter[]).some(part => meets(event, part))
    if (name === 'all') return (asked as Filter[]).every(part => meets(event, part))
    if (name === 'none') return !(asked as Filter[]).some(part => meets(event, part))
    if (name === '$flags') return event.flags.length > 0 === (asked as Condition).exists
    const condition = typeof asked === 'object' ? (asked as Condition) : { in: [asked] }
    return conditionHolds(textOfProperty(event, name), condition)
  })

/** Whether an event is one that a selector means. */
export const isSelected = (event: EventRow, selector: Selector): boolean =>
  'any_of' in selector
    ? selector.any_of.some(part => isSelected(event, part))
    : (selector.event === null || selector.event === event.name) && meets(event, selector.where ?? {})
