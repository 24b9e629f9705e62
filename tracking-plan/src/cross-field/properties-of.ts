import type { CrossFieldRule, Sum, Truth } from './rule.ts'

/** A property that a rule names. `field`: inside the elements of the list `name`. `list`: an aggregate goes over it. */
export type NamedProperty = { name: string; field?: string; list: boolean }

const inSum = (sum: Sum): NamedProperty[] => {
  switch (sum.is) {
    case 'number':
      return []
    case 'property':
      return [{ name: sum.name, list: false }]
    case 'field':
      return [{ name: sum.list, field: sum.name, list: true }]
    case 'element':
      return [{ name: sum.list, list: true }]
    case 'negative':
    case 'aggregate':
      return inSum(sum.of)
    case 'arithmetic':
      return [...inSum(sum.left), ...inSum(sum.right)]
  }
}

const inTruth = (truth: Truth): NamedProperty[] => {
  switch (truth.is) {
    case 'comparison':
      return [...inSum(truth.left), ...inSum(truth.right)]
    case 'not':
      return inTruth(truth.of)
    case 'both':
    case 'either':
      return [...inTruth(truth.left), ...inTruth(truth.right)]
  }
}

/** The properties that a rule names, each once. */
export const propertiesOf = ({ says }: CrossFieldRule): NamedProperty[] => [
  ...new Map(inTruth(says).map(named => [`${named.name}.${named.field ?? ''}`, named])).values(),
]
