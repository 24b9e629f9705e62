/** A number that is computed from an event. `field`: of the elements of the list that an aggregate goes over. */
export type Sum =
  | { is: 'number'; value: number }
  | { is: 'property'; name: string }
  | { is: 'field'; list: string; name: string }
  | { is: 'element'; list: string }
  | { is: 'negative'; of: Sum }
  | { is: 'arithmetic'; sign: ArithmeticSign; left: Sum; right: Sum }
  | { is: 'aggregate'; how: Aggregate; list: string; of: Sum }

export const AGGREGATES = ['sum', 'min', 'max', 'count', 'avg'] as const
export type Aggregate = (typeof AGGREGATES)[number]

export type ArithmeticSign = '+' | '-' | '*' | '/'

export const COMPARISONS = ['==', '!=', '<=', '>=', '<', '>'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** What a rule between properties says; true or false. */
export type Truth =
  | { is: 'comparison'; sign: Comparison; left: Sum; right: Sum }
  | { is: 'not'; of: Truth }
  | { is: 'both'; left: Truth; right: Truth }
  | { is: 'either'; left: Truth; right: Truth }

/** A rule between the properties of an event: `value == sum(items.price * items.quantity)`. */
export type CrossFieldRule = { text: string; says: Truth }
