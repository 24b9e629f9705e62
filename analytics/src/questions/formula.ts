import { invalid } from '../errors.ts'
import { type Fragment, param, sql } from '../sql/fragment.ts'

/** What a formula over series says: `A/B`, `(A+B)*100`. Series are numbers from 0. */
export type Formula =
  | { number: number }
  | { series: number }
  | { operator: '+' | '-' | '*' | '/'; left: Formula; right: Formula }

const TOKEN = /\s*(\d+(?:\.\d+)?|[A-Z]|[-+*/()])/y

const tokensOf = (text: string): string[] | null => {
  const tokens: string[] = []
  const written = text.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < written.length) {
    const [, token] = TOKEN.exec(written) ?? []
    if (token === undefined) return null
    tokens.push(token)
  }
  return tokens
}

/** Reads a formula over so many series: letters, numbers, `+ - * /` and brackets. */
export const parseFormula = (text: string, seriesCount: number): Formula => {
  const fail = (detail: string): never => {
    throw invalid('formula', `${detail}; write one such as "A/B", with letters of the series`)
  }
  const tokens = tokensOf(text) ?? fail('there is a character that is none of A to Z, digits, + - * / ( )')
  const one = (): Formula => {
    const token = tokens.shift() ?? fail('it ends too early')
    if (token === '(') {
      const inner = sum()
      return tokens.shift() === ')' ? inner : fail('a bracket is not closed')
    }
    if (token === '-') return { operator: '-', left: { number: 0 }, right: one() }
    if (/^\d/.test(token)) return { number: Number(token) }
    const series = token.charCodeAt(0) - 'A'.charCodeAt(0)
    if (!/^[A-Z]$/.test(token)) return fail(`${token} stands where a series or a number should`)
    return series < seriesCount ? { series } : fail(`there is no series ${token}`)
  }
  const chain = (next: () => Formula, operators: string): Formula => {
    let left = next()
    while (tokens[0] !== undefined && operators.includes(tokens[0])) {
      const operator = tokens.shift() as '+'
      left = { operator, left, right: next() }
    }
    return left
  }
  const sum = (): Formula => chain(() => chain(one, '*/'), '+-')
  const formula = sum()
  return tokens.length === 0 ? formula : fail(`${tokens[0]} stands where nothing more should`)
}

/** The value over those of the series; null where one is missing, or where it is divided by zero. */
export const evaluate = (formula: Formula, values: readonly (number | null)[]): number | null => {
  if ('number' in formula) return formula.number
  if ('series' in formula) return values[formula.series] ?? null
  const [left, right] = [evaluate(formula.left, values), evaluate(formula.right, values)]
  if (left === null || right === null) return null
  const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[formula.operator]
  return Number.isFinite(result) ? result : null
}

const OPERATORS = { '+': sql`+`, '-': sql`-`, '*': sql`*`, '/': sql`/` }

/** Nullable(Float64): the same in SQL. */
export const formulaSql = (formula: Formula, series: readonly Fragment[]): Fragment => {
  if ('number' in formula) return param('Float64', formula.number)
  if ('series' in formula) return sql`toFloat64(${series[formula.series] as Fragment})`
  const [left, right] = [formulaSql(formula.left, series), formulaSql(formula.right, series)]
  const operator = OPERATORS[formula.operator]
  return formula.operator === '/' ? sql`(${left} / nullIf(${right}, 0))` : sql`(${left} ${operator} ${right})`
}
