import type { RuleCase } from '../rule-case.ts'
import { event, rename, say, uses } from '../shop-plan.ts'

const pay = { selector: '.pay', when: 'click', props: { value: '.sum@text|number' } } as const

/** Rows about events as such. */
export const EVENT_CASES: RuleCase[] = [
  {
    rule: 'event.added',
    pa: '✓✓',
    of: 'view_item',
    events: ['view_item'],
    edit: plan => {
      plan.events.view_item = event('view_item', { props: uses('product_id!') })
    },
  },
  {
    rule: 'event.removed',
    pa: '✗✗',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      delete plan.events.add_to_cart
    },
    says: ['no longer in the plan', 'status: removed'],
  },
  {
    rule: 'event.status_removed',
    pa: '✗✗',
    of: 'share_poster',
    events: ['share_poster'],
    edit: plan => {
      plan.events.share_poster!.status = 'removed'
    },
    says: ['deprecated → removed'],
  },
  {
    rule: 'event.forgotten',
    pa: '✓!',
    of: 'old_click',
    events: ['old_click'],
    edit: plan => {
      delete plan.events.old_click
    },
  },
  {
    rule: 'event.renamed',
    pa: '✗!',
    of: 'add_to_cart',
    events: ['add_to_cart', 'cart_add'],
    edit: plan => rename(plan.events, { from: 'add_to_cart', to: 'cart_add' }),
    says: ['add_to_cart → cart_add'],
  },
  {
    rule: 'event.maybe_renamed',
    pa: '✗✗',
    of: 'add_to_cart',
    events: ['add_to_cart', 'add_to_card'],
    edit: plan => rename(plan.events, { from: 'add_to_cart', to: 'add_to_card', alias: false }),
    also: ['event.added'],
    says: ['renamed_from: add_to_cart'],
  },
  {
    rule: 'event.case_changed',
    pa: '✗✗',
    of: 'add_to_cart',
    events: ['add_to_cart', 'addToCart'],
    edit: plan => {
      rename(plan.events, { from: 'add_to_cart', to: 'addToCart', alias: false })
      plan.events.addToCart!.title = say('another title', '另一个标题')
    },
    also: ['event.added'],
  },
  {
    rule: 'event.name_reused',
    pa: '✗✗',
    of: 'ancient',
    events: ['ancient'],
    edit: plan => {
      plan.events.ancient = event('ancient')
    },
    says: ['reserved for ever'],
  },
  {
    rule: 'event.deprecated',
    pa: '✓✓',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.status = 'deprecated'
    },
  },
  {
    rule: 'event.restored',
    pa: '✓✓',
    of: 'share_poster',
    events: ['share_poster'],
    edit: plan => {
      plan.events.share_poster!.status = 'live'
    },
  },
  {
    rule: 'event.published',
    pa: '✓✓',
    of: 'try_on',
    events: ['try_on'],
    edit: plan => {
      plan.events.try_on!.status = 'live'
    },
  },
  {
    rule: 'event.unpublished',
    pa: '!!',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.status = 'draft'
    },
  },
  {
    rule: 'event.split',
    pa: '✗✗',
    of: 'add_to_cart',
    events: ['add_to_cart', 'add_one', 'add_many'],
    edit: plan => {
      delete plan.events.add_to_cart
      plan.events.add_one = event('add_one', { replaces: ['add_to_cart'] })
      plan.events.add_many = event('add_many', { replaces: ['add_to_cart'] })
    },
    also: ['event.added'],
    says: ['add_one + add_many'],
  },
  {
    rule: 'event.merged',
    pa: '✗✗',
    of: 'share_poster',
    events: ['share_poster', 'add_to_cart'],
    edit: plan => {
      plan.events.share_poster!.status = 'removed'
      plan.events.add_to_cart!.replaces = ['share_poster']
    },
    says: ['share_poster → add_to_cart'],
  },
  {
    rule: 'alias.added',
    pa: '✓!',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.renamed_from = 'start_checkout'
    },
  },
  {
    rule: 'alias.removed',
    pa: '✗✗',
    of: 'share_poster',
    events: ['share_poster'],
    edit: plan => {
      delete plan.events.share_poster!.renamed_from
    },
    says: ['poster → none'],
  },
  {
    rule: 'alias.removed',
    pa: '✗✗',
    of: 'payment_type=card',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      delete plan.enums.payment_type!.values[2]!.renamed_from
    },
  },
  {
    rule: 'alias.removed',
    pa: '✗✗',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    base: plan => {
      plan.properties.coupon!.renamed_from = 'voucher'
    },
    edit: plan => {
      delete plan.properties.coupon!.renamed_from
    },
  },
  {
    rule: 'event.trigger_changed',
    pa: '✓✗',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.fires.when = say('on the click', '点击时')
    },
    changes: [{ slug: 'x', why: {}, meaning: { begin_checkout: 'changed' }, waivers: [] }],
    says: ['SILENT', '“after begin_checkout” → “on the click”'],
  },
  {
    rule: 'event.sampling_changed',
    pa: '✓✗',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.sample = 0.1
    },
    says: ['SILENT', '1 → 0.1'],
  },
  {
    rule: 'event.dedup_key_changed',
    pa: '✓✗',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    edit: plan => {
      plan.events.begin_checkout!.once_per = ['checkout_id', 'coupon']
    },
    says: ['SILENT', 'checkout_id → checkout_id, coupon'],
  },
  {
    rule: 'bindings.changed',
    pa: '✓✓',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    base: plan => {
      plan.events.begin_checkout!.bindings = [pay, { ...pay, selector: '.old' }]
    },
    edit: plan => {
      plan.events.begin_checkout!.bindings = [
        { ...pay, props: { value: '@data-sum|number' } },
        { ...pay, when: 'submit', path: '/cart' },
      ]
    },
    says: ['bound to `submit .pay on /cart`', 'no longer bound to `click .old`', 'with other values from `click .pay`'],
  },
  {
    rule: 'bindings.changed',
    pa: '✓✓',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    base: plan => {
      plan.events.begin_checkout!.bindings = [pay, { ...pay, selector: '.other' }]
    },
    edit: plan => {
      plan.events.begin_checkout!.bindings!.reverse()
    },
    says: ['in another order'],
  },
  {
    rule: 'user.identity_changed',
    pa: '✓✗',
    of: 'user',
    events: ['add_to_cart', 'begin_checkout', 'purchase', 'share_poster', 'try_on'],
    edit: plan => {
      plan.user = { pii: 'account', store: 'hash' }
    },
    also: ['pii.raised'],
    says: ['SILENT', 'none → account, hash'],
  },
]
