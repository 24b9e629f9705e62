import { expect, test } from 'vitest'
import { literally, sql } from '../sql/fragment.ts'
import { evaluate, formulaSql, parseFormula } from './formula.ts'

test.each([
  ['A/B', 2],
  ['A - B - B', 0],
  ['A - (B - B)', 10],
  ['A + B * 2.5', 22.5],
  ['100*A/B', 200],
  ['-A + 3', -7],
  ['(A)/(B-5)', null],
  ['A*C', null],
])('%s', (text, value) => {
  expect(evaluate(parseFormula(text, 3), [10, 5, null])).toBe(value)
})

test.each(['', 'A/', 'D', 'a', '(A', 'A B', 'A)', 'A; DROP TABLE x', '1e3', '+'])('%s is refused', text => {
  expect(() => parseFormula(text, 2)).toThrow(/formula/)
})

test('in SQL brackets keep what belongs together', () => {
  const written = literally(formulaSql(parseFormula('A - (B - 1)', 2), [sql`a`, sql`b`]))
  expect(written).toBe('(toFloat64(a) - (toFloat64(b) - toFloat64(1)))')
})
