import type { RuleCase } from '../rule-case.ts'
import { uses } from '../shop-plan.ts'

const COUPON = ['begin_checkout', 'purchase']
const CART = ['add_to_cart', 'begin_checkout']

/** Rows about limits, rules and variants. */
export const CONSTRAINT_CASES: RuleCase[] = [
  {
    rule: 'range.narrowed',
    pa: '✗✓',
    of: 'quantity',
    events: CART,
    edit: plan => {
      plan.properties.quantity!.range = { min: 1, max: 99 }
    },
    says: ['1..999 → 1..99'],
  },
  {
    rule: 'range.widened',
    pa: '✓!',
    of: 'price',
    events: CART,
    edit: plan => {
      delete plan.properties.price!.range
    },
    says: ['0.. → none'],
  },
  {
    rule: 'length.narrowed',
    pa: '✗✓',
    of: 'coupon',
    events: COUPON,
    edit: plan => {
      plan.properties.coupon!.length = { min: 2, max: 64 }
    },
  },
  {
    rule: 'length.widened',
    pa: '✓!',
    of: 'coupon',
    events: COUPON,
    edit: plan => {
      plan.properties.coupon!.length = { max: 128 }
    },
  },
  {
    rule: 'size.narrowed',
    pa: '✗✓',
    of: 'items',
    events: CART,
    edit: plan => {
      plan.properties.items!.size = { min: 1, max: 100 }
    },
  },
  {
    rule: 'size.widened',
    pa: '✓!',
    of: 'items',
    events: CART,
    edit: plan => {
      plan.properties.items!.size = { min: 0, max: 200 }
    },
  },
  {
    rule: 'pattern.added',
    pa: '✗✓',
    of: 'coupon',
    events: COUPON,
    edit: plan => {
      plan.properties.coupon!.pattern = '^C'
    },
  },
  {
    rule: 'pattern.changed',
    pa: '✗!',
    of: 'sku',
    events: CART,
    edit: plan => {
      plan.properties.sku!.pattern = '^SKU-'
    },
    says: ['^S- → ^SKU-'],
  },
  {
    rule: 'pattern.dropped',
    pa: '✓!',
    of: 'sku',
    events: CART,
    edit: plan => {
      delete plan.properties.sku!.pattern
    },
  },
  {
    rule: 'extra.forbidden',
    pa: '✗✓',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    base: plan => {
      plan.events.add_to_cart!.extra = 'allow'
    },
    edit: plan => {
      delete plan.events.add_to_cart!.extra
    },
  },
  {
    rule: 'extra.forbidden',
    pa: '!✓',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.extra = 'forbid'
    },
  },
  {
    rule: 'extra.allowed',
    pa: '✓✓',
    of: 'purchase',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.extra = 'allow'
    },
  },
  {
    rule: 'rule.added',
    pa: '✗✓',
    of: 'purchase',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.rules = ['value > 0']
    },
    says: ['value > 0'],
  },
  {
    rule: 'rule.relaxed',
    pa: '✓✓',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    edit: plan => {
      delete plan.events.begin_checkout!.rules
    },
  },
  {
    rule: 'variant.added',
    pa: '✓✓',
    of: 'purchase.alipay',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.variants!.when.alipay = uses('labels')
    },
    also: ['property.added'],
  },
  {
    rule: 'property.required_added',
    pa: '✗✓',
    of: 'purchase.labels',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.variants!.when.card!.push(...uses('labels!'))
    },
    says: ['variant payment_type = card'],
  },
  {
    rule: 'variant.removed',
    pa: '✗✗',
    of: 'purchase.card',
    events: ['purchase'],
    edit: plan => {
      delete plan.events.purchase!.variants
    },
  },
  {
    rule: 'variant.discriminator_changed',
    pa: '✗✗',
    of: 'purchase',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.variants!.by = 'ship_by'
    },
    says: ['payment_type → ship_by'],
  },
]
