import { expect, test } from 'vitest'
import { compare, found } from '../testing/compare.ts'
import { dropUse, uses } from '../testing/shop-plan.ts'

test('a property that is added at a second place has not moved', () => {
  expect(found(plan => plan.types.cart_item!.props.push(...uses('coupon')))).toEqual([
    'property.added cart_item.coupon',
  ])
})

test('where every event that carries a type moves a field out of it, the type says nothing more', () => {
  const findings = compare(plan => {
    dropUse(plan.types.cart_item!, 'sku')
    for (const name of ['add_to_cart', 'begin_checkout']) plan.events[name]!.props.push(...uses('sku'))
  })
  expect(findings).toMatchObject([
    { rule: 'property.moved', subject: 'sku', events: ['add_to_cart', 'begin_checkout'] },
  ])
})

test('where only one of them does, the others have lost it', () => {
  const edits = found(plan => {
    dropUse(plan.types.cart_item!, 'sku')
    plan.events.add_to_cart!.props.push(...uses('sku'))
  })
  expect(edits.sort()).toEqual(['property.moved sku', 'property.removed cart_item.sku'])
})

test('a move of one property hides nothing about another', () => {
  const edits = found(plan => {
    dropUse(plan.events.begin_checkout!, 'coupon')
    dropUse(plan.events.begin_checkout!, 'payment_type')
    plan.types.cart_item!.props.push(...uses('coupon'))
  })
  expect(edits.sort()).toEqual([
    'property.added cart_item.coupon',
    'property.moved coupon',
    'property.removed begin_checkout.payment_type',
  ])
})

test('a super property that moves into all events that could carry it is not removed as well', () => {
  const edits = found(plan => {
    plan.every_event = {}
    for (const event of Object.values(plan.events)) if (event.sources.web) event.props.push(...uses('channel_code'))
  })
  expect(edits).toEqual(['property.moved channel_code'])
})

test('super properties come and go with the kind of source', () => {
  const [added] = compare(plan => Object.assign(plan.every_event, { server: ['coupon'] }))
  expect(added).toMatchObject({ rule: 'property.added', subject: 'every_event.coupon', events: [] })
  const [lost] = compare(plan => {
    plan.every_event = {}
    plan.events.add_to_cart!.sources = { mini: true }
  }).filter(({ subject }) => subject === 'every_event.channel_code')
  expect(lost!.events).toEqual(['begin_checkout', 'share_poster', 'try_on'])
})

test('a property is covered only where every kind of source may send it anyway', () => {
  const edits = found(
    plan => dropUse(plan.events.begin_checkout!, 'channel_code'),
    plan => plan.events.begin_checkout!.props.push(...uses('channel_code!')),
  )
  expect(edits).toEqual(['property.removed begin_checkout.channel_code'])
})

test('an event that names a super property as required only needs it more', () => {
  const edits = found(
    plan => plan.events.begin_checkout!.props.push(...uses('channel_code!')),
    plan => Object.assign(plan.every_event, { mini: ['channel_code'] }),
  )
  expect(edits).toEqual(['property.now_required begin_checkout.channel_code'])
})

test('a type that one event carries may move with it', () => {
  const edits = found(
    plan => {
      dropUse(plan.types.cart_item!, 'sku')
      plan.events.add_to_cart!.props.push(...uses('sku'))
    },
    plan => dropUse(plan.events.begin_checkout!, 'items'),
  )
  expect(edits).toEqual(['property.moved sku'])
})

test('an event that moves one property still loses a super property', () => {
  const [lost] = compare(plan => {
    plan.every_event = {}
    dropUse(plan.events.begin_checkout!, 'coupon')
    plan.types.cart_item!.props.push(...uses('coupon'))
  }).filter(({ subject }) => subject === 'every_event.channel_code')
  expect(lost!.events).toContain('begin_checkout')
})
