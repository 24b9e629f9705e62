import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadPlan, parsePlan } from '../load/load-plan.ts'
import { problemText } from '../problem.ts'
import { hashOf } from '../release/hash-of.ts'
import { block, flow } from './flow.ts'
import { planFiles } from './plan-files.ts'

test("the shop's plan, written and read again, is the same", () => {
  const { content } = loadPlan(fileURLToPath(new URL('../../plan', import.meta.url)))
  if (!content) throw new Error('the shop does not lint')
  const again = parsePlan(planFiles(content))
  // What the shop allows itself is said in comments, which a plan does not hold.
  expect(again.problems.map(problemText).filter(text => !text.includes('event.counted_twice'))).toEqual([])
  expect(again.content && hashOf(again.content)).toBe(hashOf(content))
})

test('any value on one line is read as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), value => {
      expect(parse(flow(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
  for (const text of [
    'no',
    '1e3',
    '012',
    'a: b',
    'a #b',
    '- a',
    '',
    ' a',
    'a ',
    '开始，结算',
    '{x}',
    '"',
    "'",
    '=',
    '2026-11-11',
    '~',
  ])
    expect(parse(block({ say: text })), text).toEqual({ say: text })
})
