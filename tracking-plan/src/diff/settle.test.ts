import { expect, test } from 'vitest'
import { diffPlans } from './diff-plans.ts'
import { exitCode } from './format/exit-code.ts'
import { change } from './testing/rule-case.ts'
import { dropUse, type Edit, say, shopPlan } from './testing/shop-plan.ts'

const diff = (edit: Edit, changes = [change()], today = '2026-11-05') =>
  diffPlans({ before: { ...shopPlan(), version: '2026.10.1' }, after: shopPlan(edit), changes, today })

const removeCoupon: Edit = plan => dropUse(plan.events.begin_checkout!, 'coupon')
const waiver = { rule: 'property.removed', of: 'begin_checkout.coupon', reason: 'old page', until: '2026-11-05' }

test('a waiver holds through its last day', () => {
  const changes = [change({ waivers: [waiver] })]
  const findings = diff(removeCoupon, changes)
  expect(findings).toMatchObject([{ rule: 'property.removed', waived: { reason: 'old page', until: '2026-11-05' } }])
  expect(exitCode(findings)).toBe(0)

  const late = diff(removeCoupon, changes, '2026-11-06')
  expect(late.map(({ rule }) => rule)).toEqual(['property.removed', 'waiver.expired'])
  expect(late[0]!.waived).toBeUndefined()
  expect(exitCode(late)).toBe(1)
})

test('a waiver for something that breaks nobody is unused', () => {
  const findings = diff(
    plan => void delete plan.properties.sku!.pattern,
    [change({ waivers: [{ ...waiver, rule: 'pattern.dropped', of: 'sku' }] })],
  )
  expect(findings.map(({ rule }) => rule)).toEqual(['pattern.dropped', 'waiver.unused'])
})

test('a waiver of one subject leaves others alone', () => {
  const findings = diff(
    plan => {
      removeCoupon(plan)
      dropUse(plan.events.begin_checkout!, 'payment_type')
    },
    [change({ waivers: [waiver] })],
  )
  expect(findings.map(({ subject, waived }) => [subject, waived !== undefined])).toEqual([
    ['begin_checkout.coupon', true],
    ['begin_checkout.payment_type', false],
  ])
})

const reword: Edit = plan => {
  plan.properties.coupon!.say = say('code of the voucher')
}

test('a reworded property may mean the same in one event and something else in another', () => {
  const findings = diff(reword, [change({ meaning: { begin_checkout: 'same', purchase: 'changed' } })])
  expect(findings.map(({ rule, events, queries }) => [rule, events, queries])).toEqual([
    ['meaning.same', ['begin_checkout'], 'safe'],
    ['meaning.changed', ['purchase'], 'breaks'],
  ])
})

test('events that no answer names stay unanswered, and nothing can be released', () => {
  const findings = diff(reword, [change({ meaning: { begin_checkout: 'same' } })])
  expect(findings.map(({ rule, events }) => [rule, events])).toEqual([
    ['meaning.same', ['begin_checkout']],
    ['meaning.unanswered', ['purchase']],
  ])
  expect(exitCode(findings)).toBe(1)
})

test('an answer that names an event counts more than one word for all; of two words the worse counts', () => {
  const both = [change({ meaning: 'changed' }), change({ slug: 'b', meaning: { coupon: 'same' } })]
  expect(diff(reword, both).map(({ rule }) => rule)).toEqual(['meaning.same'])
  const words = [change({ meaning: 'same' }), change({ slug: 'b', meaning: 'changed' })]
  expect(diff(reword, words).map(({ rule }) => rule)).toEqual(['meaning.changed'])
})

test('an unanswered meaning cannot be waived', () => {
  const findings = diff(reword, [change({ waivers: [{ ...waiver, rule: 'meaning.unanswered', of: 'coupon' }] })])
  expect(findings.map(({ rule }) => rule)).toEqual(['meaning.unanswered', 'waiver.not_allowed'])
  expect(exitCode(findings)).toBe(1)
})

test('findings name the release they were found against', () => {
  expect(diff(removeCoupon, [])[0]!.versions).toEqual(['2026.10.1'])
})
