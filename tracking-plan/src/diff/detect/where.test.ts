import { expect, test } from 'vitest'
import { compare } from '../testing/compare.ts'
import { dropUse, type Edit, uses } from '../testing/shop-plan.ts'

const at = (edit: Edit, base?: Edit) => compare(edit, base)[0]!.at

test('a finding stands at the very word in the plan that was changed', () => {
  expect(at(plan => Object.assign(plan.properties.value!, { unit: 'fen' }))).toEqual({
    subject: 'property:value',
    path: ['unit'],
  })
  expect(at(plan => plan.events.purchase!.props.push(...uses('labels')))).toEqual({
    subject: 'event:purchase',
    path: ['props', 7],
  })
  expect(at(plan => plan.events.purchase!.variants!.when.card!.push(...uses('labels')))).toEqual({
    subject: 'event:purchase',
    path: ['variants', 'when', 'card', 1],
  })
  expect(at(plan => plan.types.cart_item!.props.push(...uses('labels')))).toEqual({
    subject: 'type:cart_item',
    path: ['props', 4],
  })
  expect(at(plan => Object.assign(plan.properties.coupon!, { length: { max: 3 } })).path).toEqual(['max'])
  expect(at(plan => Object.assign(plan.properties.items!, { size: { max: 3 } })).path).toEqual(['size'])
})

test('what is gone stands at what it is gone from', () => {
  expect(at(plan => dropUse(plan.events.purchase!, 'coupon'))).toEqual({ subject: 'event:purchase' })
  expect(at(plan => void delete plan.events.add_to_cart)).toEqual({ subject: 'plan:shop' })
  expect(at(plan => Object.assign(plan, { profile: {} }))).toEqual({ subject: 'plan:shop' })
  expect(at(plan => Object.assign(plan, { questions: {} }))).toEqual({ subject: 'plan:shop' })
  expect(at(plan => Object.assign(plan.questions.gmv!, { metric: {} }))).toEqual({ subject: 'question:gmv' })
})

test('enforcement stands where it is said: at the event or at the defaults', () => {
  expect(at(plan => Object.assign(plan.events.purchase!, { on_violation: 'block' }))).toEqual({
    subject: 'event:purchase',
    path: ['on_violation'],
  })
  expect(at(plan => Object.assign(plan.defaults, { on_violation: 'block' }))).toEqual({
    subject: 'plan:shop',
    path: ['defaults', 'on_violation'],
  })
})
