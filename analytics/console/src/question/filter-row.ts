/** How one property is compared, in the words of the contract; `is` and `is_not` take one value or several. */
export const OPERATORS = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'set',
  'not_set',
] as const
export type Operator = (typeof OPERATORS)[number]

/** A line of a filter as it is edited. Only `is` and `is_not` can have several values; `set` and `not_set` have none. */
export type FilterRow = { property: string; operator: Operator; values: readonly string[] }

export const takesNoValue = (operator: Operator): boolean => operator === 'set' || operator === 'not_set'
export const takesSeveral = (operator: Operator): boolean => operator === 'is' || operator === 'is_not'

/** A row asks for something once it names a property and, where one is needed, a value. */
export const isComplete = ({ property, operator, values }: FilterRow): boolean =>
  property !== '' && (takesNoValue(operator) || values.some(value => value !== ''))
