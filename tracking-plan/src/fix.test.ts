import { expect, test } from 'vitest'
import { applyFixes, fixPlan } from './fix.ts'
import { parsePlan } from './load/load-plan.ts'
import type { Edit, Problem } from './problem.ts'
import { smallPlan } from './rules/testing/small-plan.ts'

const problem = (...fix: Omit<Edit, 'file'>[]): Problem => ({
  rule: 'a.rule',
  severity: 'error',
  place: { file: 'a', line: 1, column: 1 },
  message: 'wrong',
  fix: fix.map(edit => ({ file: 'a', ...edit })),
})
const fixed = (text: string, ...problems: Problem[]) => applyFixes([{ path: 'a', text }], problems)[0]?.text

test('mends do not move each other', () => {
  expect(
    fixed(
      '0123456789',
      problem({ start: 1, end: 2, text: 'one' }),
      problem({ start: 8, end: 9, text: '' }, { start: 4, end: 4, text: '-' }),
    ),
  ).toBe('0one23-45679')
})

test('of mends that touch each other only the first is written, and of a problem all of them or none', () => {
  const [first, second] = [
    problem({ start: 2, end: 5, text: 'A' }),
    problem({ start: 4, end: 6, text: 'B' }, { start: 8, end: 9, text: 'C' }),
  ]
  expect(fixed('0123456789', first, second)).toBe('01A56789')
  expect(fixed('0123456789', problem({ start: 2, end: 2, text: 'A' }), problem({ start: 2, end: 2, text: 'B' }))).toBe(
    '01A23456789',
  )
})

test('mends of thousands of places take no time', () => {
  const problems = Array.from({ length: 20_000 }, (_, i) => problem({ start: i * 2, end: i * 2 + 1, text: 'x' }))
  const began = process.cpuUsage()
  expect(fixed('ab'.repeat(20_000), ...problems)).toBe('xb'.repeat(20_000))
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(1000)
})

test('one mend makes way for the next, and line breaks stay as they are', () => {
  const text =
    '\ufeffevent：buy\r\ntitle：{zh：购买: “商品”，见 #1 页}\r\nfires：\r\n　　when：支付后\r\nsources: {mini: >=2.4}\r\nprops：［orderId！，value!、pay_way，items］\r\n'
  const { files, plan } = fixPlan(smallPlan({ 'events/buy.yaml': text }), parsePlan)
  expect(plan.problems).toEqual([])
  expect(files.find(({ path }) => path === 'events/buy.yaml')?.text).toBe(
    'event: buy\r\ntitle: {zh: "购买: “商品”，见 #1 页"}\r\nfires:\r\n    when: 支付后\r\nsources: {mini: ">=2.4"}\r\nprops: [order_id!, value!, pay_way, items]\r\n',
  )
})

test('what is right stays as it is, to the character', () => {
  const plan = smallPlan()
  expect(fixPlan(plan, parsePlan).files).toEqual(plan)
})

test('a file that is no UTF-8 is never written', () => {
  const plan = smallPlan({ 'events/buy.yaml': 'event：buy\ntitle: \ufffd\ufffd\n' })
  expect(fixPlan(plan, parsePlan).files).toEqual(plan)
})
