import {
  AGGREGATES,
  type Aggregate,
  COMPARISONS,
  type Comparison,
  type CrossFieldRule,
  type Sum,
  type Truth,
} from './rule.ts'
import { RuleSyntaxError, type Token, tokensOf } from './tokens.ts'

export const MAX_RULE_LENGTH = 500
/** How deep parentheses and `not` nest. */
const MAX_DEPTH = 32

export type ParsedRule = { ok: true; rule: CrossFieldRule } | { ok: false; at: number; message: string }

const WORDS: readonly string[] = ['and', 'or', 'not']

const isAggregate = (name: string): name is Aggregate => (AGGREGATES as readonly string[]).includes(name)
const isComparison = (sign: string): sign is Comparison => (COMPARISONS as readonly string[]).includes(sign)

/** The list that the argument of an aggregate is about; a name alone is the list itself. */
const aggregateOf = (how: Aggregate, of: Sum, at: number): Sum => {
  if (of.is === 'property') return { is: 'aggregate', how, list: of.name, of: { is: 'element', list: of.name } }
  const lists = [...new Set(fieldsOf(of))]
  const [list] = lists
  if (list === undefined) throw new RuleSyntaxError(at, `${how}() goes over a list; write ${how}(items.price)`)
  if (lists.length > 1) throw new RuleSyntaxError(at, `${how}() goes over one list, not over ${lists.join(' and ')}`)
  return { is: 'aggregate', how, list, of }
}

const fieldsOf = (sum: Sum): string[] => {
  switch (sum.is) {
    case 'field':
      return [sum.list]
    case 'negative':
      return fieldsOf(sum.of)
    case 'arithmetic':
      return [...fieldsOf(sum.left), ...fieldsOf(sum.right)]
    default:
      return []
  }
}

/** By recursive descent; `or` binds least, then `and`, `not`, comparison, `+ -`, `* /`. */
const parse = (tokens: readonly Token[]): Truth => {
  let position = 0
  let depth = 0
  let inAggregate = false

  const peek = (): Token => tokens[position] as Token
  const next = (): Token => tokens[position++] as Token
  const takes = (...texts: string[]): Token | null =>
    peek().kind !== 'end' && texts.includes(peek().text) ? next() : null
  const expect = (text: string): Token => {
    const found = takes(text)
    if (!found) throw new RuleSyntaxError(peek().at, `${text} is expected, not ${peek().text}`)
    return found
  }
  const nested = <T>(read: () => T): T => {
    if (++depth > MAX_DEPTH) throw new RuleSyntaxError(peek().at, `nested deeper than ${MAX_DEPTH} levels`)
    const result = read()
    depth--
    return result
  }

  const either = (): Truth => {
    let left = both()
    while (takes('or')) left = { is: 'either', left, right: both() }
    return left
  }
  const both = (): Truth => {
    let left = not()
    while (takes('and')) left = { is: 'both', left, right: not() }
    return left
  }
  const not = (): Truth => {
    if (!takes('not')) return truth()
    return { is: 'not', of: nested(not) }
  }
  /** Parentheses may hold a whole truth or a part of a sum: it is tried as a sum first. */
  const truth = (): Truth => {
    const [start, before] = [position, depth]
    try {
      return comparison()
    } catch (error) {
      const failed = { error, reached: position }
      position = start
      depth = before
      inAggregate = false
      if (peek().text !== '(') throw error
      return inParentheses(failed)
    }
  }
  const inParentheses = (failed: { error: unknown; reached: number }): Truth => {
    try {
      next()
      const inside = nested(either)
      expect(')')
      return inside
    } catch (error) {
      // Whoever came further knows better what is wrong.
      throw position >= failed.reached ? error : failed.error
    }
  }
  const comparison = (): Truth => {
    const left = sum()
    const { text, at } = peek()
    if (!isComparison(text)) throw new RuleSyntaxError(at, `one of ${COMPARISONS.join(' ')} is expected, not ${text}`)
    next()
    const right = sum()
    if (isComparison(peek().text)) throw new RuleSyntaxError(peek().at, 'compare two at a time, with and between')
    return { is: 'comparison', sign: text, left, right }
  }
  const sum = (): Sum => {
    let left = product()
    for (let sign = takes('+', '-'); sign; sign = takes('+', '-'))
      left = { is: 'arithmetic', sign: sign.text as '+' | '-', left, right: product() }
    return left
  }
  const product = (): Sum => {
    let left = unary()
    for (let sign = takes('*', '/'); sign; sign = takes('*', '/'))
      left = { is: 'arithmetic', sign: sign.text as '*' | '/', left, right: unary() }
    return left
  }
  const unary = (): Sum => (takes('-') ? { is: 'negative', of: nested(unary) } : single())
  const single = (): Sum => {
    if (takes('(')) {
      const inside = nested(sum)
      expect(')')
      return inside
    }
    const { kind, text, at } = next()
    if (kind === 'number') return { is: 'number', value: Number(text) }
    if (kind === 'name' && isAggregate(text) && peek().text === '(') return aggregate(text, at)
    if (kind !== 'name' || WORDS.includes(text)) {
      throw new RuleSyntaxError(at, `a number, a property or ${AGGREGATES.join('(), ')}() is expected, not ${text}`)
    }
    return named(text, at)
  }
  const named = (name: string, at: number): Sum => {
    if (!takes('.')) return { is: 'property', name }
    const field = next()
    if (field.kind !== 'name') throw new RuleSyntaxError(field.at, `a property is expected, not ${field.text}`)
    if (!inAggregate) {
      const say = `${name}.${field.text} has many values; write sum(${name}.${field.text}), or min, max, count, avg`
      throw new RuleSyntaxError(at, say)
    }
    return { is: 'field', list: name, name: field.text }
  }
  const aggregate = (how: Aggregate, at: number): Sum => {
    if (inAggregate) throw new RuleSyntaxError(at, `${how}() cannot stand inside another`)
    expect('(')
    inAggregate = true
    const of = nested(sum)
    inAggregate = false
    expect(')')
    return aggregateOf(how, of, at)
  }

  const says = either()
  if (peek().kind !== 'end')
    throw new RuleSyntaxError(peek().at, `and, or and the end are expected, not ${peek().text}`)
  return says
}

/** Reads a rule between properties. `at` counts from 0. Never throws. */
export const parseRule = (text: string): ParsedRule => {
  if (text.length > MAX_RULE_LENGTH)
    return { ok: false, at: MAX_RULE_LENGTH, message: `a rule has at most ${MAX_RULE_LENGTH} characters` }
  try {
    return { ok: true, rule: { text, says: parse(tokensOf(text)) } }
  } catch (error) {
    if (!(error instanceof RuleSyntaxError)) throw error
    return { ok: false, at: error.at, message: error.message }
  }
}
