import { expect, test } from 'vitest'
import { Filter, FunnelQuestion, PathsQuestion, RetentionQuestion, Selector, UsersQuestion } from '../index.ts'

test('a filter takes plain values, conditions and nested filters', () => {
  expect(
    Filter.safeParse({
      city: '上海',
      price: { gte: 10, lt: 20 },
      any: [{ $browser: 'Chrome' }, { none: [{ coupon: { exists: true } }] }],
    }).success,
  ).toBe(true)
})

test('a misspelt operator is refused by name', () => {
  const result = Filter.safeParse({ price: { above: 3 } })
  expect(JSON.stringify(result.error?.issues)).toContain('above')
})

test('a selector is one event or any of several', () => {
  expect(Selector.safeParse({ any_of: [{ event: 'a' }, { event: null, where: { x: 1 } }] }).success).toBe(true)
  expect(Selector.safeParse({ event: 'a', extra: 1 }).success).toBe(false)
})

test('every question refuses an unknown key', () => {
  expect(FunnelQuestion.safeParse({ steps: [{ event: 'a' }], windows: '7d' }).success).toBe(false)
  expect(PathsQuestion.safeParse({ depth: 3 }).success).toBe(false)
  expect(RetentionQuestion.safeParse({ periods: 'day' }).success).toBe(false)
})

test('moments and time zones are read strictly', () => {
  const ask = (rest: object) => FunnelQuestion.safeParse({ steps: [{ event: 'a' }], ...rest }).success
  expect(ask({ from: '2026-11-01', to: '-7d', tz: 'Asia/Shanghai' })).toBe(true)
  expect(ask({ from: 'yesterday' })).toBe(false)
  expect(ask({ tz: 'Asia/Nowhere' })).toBe(false)
})

test('the users behind a number name the whole question', () => {
  expect(UsersQuestion.safeParse({ funnel: { steps: [{ event: 'a' }] }, step: 1 }).success).toBe(true)
  expect(UsersQuestion.safeParse({ paths: {}, edge: ['1_/', '2_/cart'] }).success).toBe(true)
  expect(UsersQuestion.safeParse({ users: { all: [{ did: { event: 'a' }, last: '7d' }] } }).success).toBe(true)
})
