import { expect, test } from 'vitest'
import { parsePlan } from './load/load-plan.ts'
import { smallPlan } from './rules/testing/small-plan.ts'

const lint = (event: string) =>
  parsePlan(smallPlan({ 'events/buy.yaml': event })).problems.map(
    ({ rule, place, message }) => `${place.line} ${rule}: ${message}`,
  )
const twice = (remark: string, above = '') =>
  `event: buy\ntitle: 购买\nfires: {when: 支付后}\n${above}sources: {web: true, server: true}${remark}\nprops: [order_id!, value!, pay_way, items]\n`

test('a warning is allowed behind its line, or above it', () => {
  expect(lint(twice(''))).toHaveLength(1)
  expect(lint(twice('  # lint-ok event.counted_twice: 两边不重叠'))).toEqual([])
  expect(lint(twice('', '# lint-ok event.counted_twice: 两边不重叠\n# 另见评审\n\n'))).toEqual([])
})

test('a remark in another line allows nothing, and is told of', () => {
  const [unused, kept] = lint(`${twice('')}tags: [core]  # lint-ok event.counted_twice: why\n`).toReversed()
  expect(unused).toBe('6 lint.ok_unused: event.counted_twice has nothing to say here; leave it out')
  expect(kept).toContain('4 event.counted_twice')
})

test('a remark names a rule that warns, and says why', () => {
  expect(lint(twice('  # lint-ok event.counted_twice')).join()).toContain(
    'say why: # lint-ok event.counted_twice: reason',
  )
  expect(lint(twice('  # lint-ok event.twice: why')).join()).toContain('there is no rule event.twice')
  expect(lint(twice('  # lint-ok property.unknown: why')).join()).toContain('property.unknown is an error')
})

test('what looks like a remark inside a text is none', () => {
  expect(lint(twice('').replace('购买', '"购买 # lint-ok event.counted_twice: why"'))).toHaveLength(1)
})
