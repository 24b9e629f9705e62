import type { CrossFieldRule, Sum, Truth } from './rule.ts'

type Props = Readonly<Record<string, unknown>>

/** Half a unit of the sixth digit after the point: what sums of decimals may be off by. */
const TOLERANCE = 0.000_000_5
/** Beyond, doubles themselves are coarser than that. */
const ULPS = 16

const numberIn = (props: Props, name: string): number | null => {
  const value = Object.hasOwn(props, name) ? props[name] : undefined
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const isObject = (value: unknown): value is Props =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const arithmetic = (sign: '+' | '-' | '*' | '/', left: number, right: number): number | null => {
  const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[sign]
  return Number.isFinite(result) ? result : null
}

const aggregate = ({ how, list, of }: Extract<Sum, { is: 'aggregate' }>, props: Props): number | null => {
  const elements = Object.hasOwn(props, list) ? props[list] : undefined
  if (!Array.isArray(elements)) return null
  if (how === 'count') return elements.length
  const values: number[] = []
  for (const element of elements) {
    const value = compute(of, props, element)
    if (value === null) return null
    values.push(value)
  }
  const total = values.reduce((sum, value) => sum + value, 0)
  if (how === 'sum') return total
  if (values.length === 0) return null
  if (how === 'avg') return total / values.length
  return values.reduce((a, b) => (how === 'min' ? Math.min(a, b) : Math.max(a, b)))
}

const compute = (sum: Sum, props: Props, element: unknown): number | null => {
  switch (sum.is) {
    case 'number':
      return sum.value
    case 'property':
      return numberIn(props, sum.name)
    case 'field':
      return isObject(element) ? numberIn(element, sum.name) : null
    case 'element':
      return typeof element === 'number' && Number.isFinite(element) ? element : null
    case 'negative': {
      const value = compute(sum.of, props, element)
      return value === null ? null : -value
    }
    case 'arithmetic': {
      const left = compute(sum.left, props, element)
      const right = compute(sum.right, props, element)
      return left === null || right === null ? null : arithmetic(sum.sign, left, right)
    }
    case 'aggregate':
      return aggregate(sum, props)
  }
}

const compare = (truth: Extract<Truth, { is: 'comparison' }>, props: Props): boolean | null => {
  const left = compute(truth.left, props, undefined)
  const right = compute(truth.right, props, undefined)
  if (left === null || right === null) return null
  const slack = Math.max(TOLERANCE, ULPS * Number.EPSILON * Math.max(Math.abs(left), Math.abs(right)))
  const differs = left - right
  const order = Math.abs(differs) <= slack ? 0 : Math.sign(differs)
  return {
    '==': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }[truth.sign]
}

const judge = (truth: Truth, props: Props): boolean | null => {
  switch (truth.is) {
    case 'comparison':
      return compare(truth, props)
    case 'not': {
      const inside = judge(truth.of, props)
      return inside === null ? null : !inside
    }
    case 'both': {
      const left = judge(truth.left, props)
      const right = judge(truth.right, props)
      if (left === false || right === false) return false
      return left === null || right === null ? null : true
    }
    case 'either': {
      const left = judge(truth.left, props)
      const right = judge(truth.right, props)
      if (left === true || right === true) return true
      return left === null || right === null ? null : false
    }
  }
}

/**
 * Whether a rule holds of an event's properties; null where a part is absent or no number, so that nothing can be said.
 * Numbers that differ by half a millionth are equal.
 */
export const holds = ({ says }: CrossFieldRule, props: Props): boolean | null => judge(says, props)
