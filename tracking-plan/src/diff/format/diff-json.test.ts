import { expect, test } from 'vitest'
import { diffPlans } from '../diff-plans.ts'
import { dropUse, shopPlan } from '../testing/shop-plan.ts'
import { diffJson } from './diff-json.ts'
import { diffText } from './diff-text.ts'

test('a program reads how many findings break whom, and each with its category', () => {
  const after = shopPlan(plan => dropUse(plan.events.begin_checkout!, 'coupon'))
  const findings = diffPlans({ before: shopPlan(), after, changes: [], today: '2026-11-05' })
  expect(JSON.parse(diffJson(findings))).toMatchObject({
    breaking: { clients: 1, queries: 1 },
    findings: [{ category: 'properties', rule: 'property.removed', events: ['begin_checkout'] }],
  })
})

test('where nothing differs that is said', () => {
  expect(diffText([])).toBe('Nothing differs.\n')
  expect(diffText([], 'zh')).toBe('没有差异。\n')
})
