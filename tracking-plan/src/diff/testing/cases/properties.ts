import type { RuleCase } from '../rule-case.ts'
import { dropUse, property, rename, reuse, say, uses } from '../shop-plan.ts'

const CART = ['add_to_cart', 'begin_checkout']
const PROFILE = ['$profile_set', '$profile_set_once', '$profile_add', '$profile_append', '$profile_unset']

/** Rows about which properties there are, and where. */
export const PROPERTY_CASES: RuleCase[] = [
  {
    rule: 'property.added',
    pa: '✓✓',
    of: 'add_to_cart.coupon',
    events: ['add_to_cart'],
    edit: plan => plan.events.add_to_cart!.props.push(...uses('coupon')),
  },
  {
    rule: 'property.added',
    pa: '✓✓',
    of: 'gift',
    events: ['add_to_cart', 'purchase'],
    edit: plan => {
      plan.properties.gift = property('gift')
      plan.events.add_to_cart!.props.push(...uses('gift'))
      plan.events.purchase!.props.push(...uses('gift'))
    },
  },
  {
    rule: 'property.required_added',
    pa: '✗✓',
    of: 'add_to_cart.coupon',
    events: ['add_to_cart'],
    edit: plan => plan.events.add_to_cart!.props.push(...uses('coupon!')),
  },
  {
    rule: 'property.required_added',
    pa: '✗✓',
    of: 'cart_item.weight',
    events: CART,
    edit: plan => plan.types.cart_item!.props.push(...uses('weight!')),
  },
  {
    rule: 'property.removed',
    pa: '✗✗',
    of: 'begin_checkout.coupon',
    events: ['begin_checkout'],
    edit: plan => dropUse(plan.events.begin_checkout!, 'coupon'),
  },
  {
    rule: 'property.removed',
    pa: '✓✗',
    of: 'begin_checkout.coupon',
    events: ['begin_checkout'],
    base: plan => {
      plan.events.begin_checkout!.extra = 'allow'
    },
    edit: plan => dropUse(plan.events.begin_checkout!, 'coupon'),
  },
  {
    rule: 'property.removed',
    pa: '✗✗',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      delete plan.properties.coupon
      for (const event of Object.values(plan.events)) dropUse(event, 'coupon')
    },
  },
  {
    rule: 'property.removed',
    pa: '✗✗',
    of: 'cart_item.sku',
    events: CART,
    edit: plan => dropUse(plan.types.cart_item!, 'sku'),
  },
  {
    rule: 'property.removed',
    pa: '✗✗',
    of: 'every_event.channel_code',
    events: ['add_to_cart', 'begin_checkout', 'share_poster', 'try_on'],
    edit: plan => {
      plan.every_event = {}
    },
  },
  {
    rule: 'property.removed',
    pa: '✗✗',
    of: 'profile.member_level',
    events: PROFILE,
    edit: plan => {
      plan.profile = {}
    },
  },
  {
    rule: 'property.renamed',
    pa: '✗!',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      rename(plan.properties, { from: 'coupon', to: 'coupon_code' })
      reuse(plan, { from: 'coupon', to: 'coupon_code' })
    },
    says: ['coupon → coupon_code'],
  },
  {
    rule: 'property.maybe_renamed',
    pa: '✗✗',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      rename(plan.properties, { from: 'coupon', to: 'coupon_code', alias: false })
      reuse(plan, { from: 'coupon', to: 'coupon_code' })
    },
    also: ['property.added'],
    says: ['renamed_from: coupon'],
  },
  {
    rule: 'property.case_changed',
    pa: '✗✗',
    of: 'checkout_id',
    events: ['begin_checkout'],
    edit: plan => {
      rename(plan.properties, { from: 'checkout_id', to: 'checkoutId', alias: false })
      reuse(plan, { from: 'checkout_id', to: 'checkoutId' })
      plan.events.begin_checkout!.once_per = ['checkoutId']
    },
    also: ['property.required_added', 'event.dedup_key_changed'],
  },
  {
    rule: 'property.name_reused',
    pa: '✗✗',
    of: 'promo',
    events: ['add_to_cart'],
    edit: plan => {
      plan.properties.promo = property('promo')
      plan.events.add_to_cart!.props.push(...uses('promo'))
    },
    says: ['reserved for ever'],
  },
  {
    rule: 'property.now_required',
    pa: '✗✓',
    of: 'begin_checkout.coupon',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.props.find(({ name }) => name === 'coupon')!.required = true
    },
    says: ['optional → required', 'Breaks old clients; existing queries go on'],
  },
  {
    rule: 'property.now_required',
    pa: '✗✓',
    of: 'cart_item.sku',
    events: CART,
    edit: plan => {
      plan.types.cart_item!.props.find(({ name }) => name === 'sku')!.required = true
    },
  },
  {
    rule: 'property.now_optional',
    pa: '✓!',
    of: 'begin_checkout.value',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.props.find(({ name }) => name === 'value')!.required = false
    },
  },
  {
    rule: 'property.now_not_null',
    pa: '✗✓',
    of: 'receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      delete plan.properties.receiver_phone!.nullable
    },
  },
  {
    rule: 'property.now_nullable',
    pa: '✓!',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.coupon!.nullable = true
    },
  },
  {
    rule: 'property.moved',
    pa: '✗✗',
    of: 'coupon',
    events: ['begin_checkout'],
    edit: plan => {
      dropUse(plan.events.begin_checkout!, 'coupon')
      plan.types.cart_item!.props.push(...uses('coupon'))
    },
    also: ['property.added'],
    says: ["the event's own → items[]"],
  },
  {
    rule: 'property.moved',
    pa: '✗✗',
    of: 'channel_code',
    events: ['begin_checkout'],
    edit: plan => {
      plan.every_event = {}
      plan.events.begin_checkout!.props.push(...uses('channel_code'))
    },
    also: ['property.removed'],
    says: ["every event → the event's own"],
  },
  {
    rule: 'property.two_types',
    pa: '✓✗',
    of: 'member_level',
    events: ['add_to_cart', ...PROFILE],
    edit: plan => {
      plan.properties.member_level = property('member_level')
      plan.events.add_to_cart!.props.push(...uses('member_level'))
    },
    also: ['property.added'],
    says: ['string on events, int on users'],
  },
  {
    rule: 'property.lookup_changed',
    pa: '✓✗',
    of: 'product_id',
    events: ['add_to_cart', 'begin_checkout', 'try_on'],
    edit: plan => {
      plan.properties.product_id!.lookup = 'sku'
    },
  },
  {
    rule: 'meaning.unanswered',
    pa: '✓✗',
    of: 'begin_checkout.receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.props.find(({ name }) => name === 'receiver_phone')!.say = say('of this order')
    },
  },
]
