import type { RuleCase } from '../rule-case.ts'
import { say } from '../shop-plan.ts'

const MONEY = ['add_to_cart', 'begin_checkout', 'purchase']

/** Rows about what a value means, privacy, meaning, texts, and the plan as a whole. */
export const VALUE_CASES: RuleCase[] = [
  {
    rule: 'property.unit_changed',
    pa: '✓✗',
    of: 'value',
    events: MONEY,
    edit: plan => {
      plan.properties.value!.unit = 'fen'
    },
    says: ['SILENT', 'CNY → fen'],
  },
  {
    rule: 'property.unit_changed',
    pa: '✓✗',
    of: 'price',
    events: ['add_to_cart', 'begin_checkout'],
    edit: plan => {
      plan.properties.price!.unit = 'USD'
    },
    says: ['CNY → USD'],
  },
  {
    rule: 'property.scale_changed',
    pa: '✓✗',
    of: 'value',
    events: MONEY,
    edit: plan => {
      plan.properties.value!.scale = 0
    },
    also: ['column.type_changed'],
    says: ['SILENT', '2 → 0'],
  },
  {
    rule: 'property.default_changed',
    pa: '✓✗',
    of: 'quantity',
    events: ['add_to_cart', 'begin_checkout'],
    edit: plan => {
      plan.properties.quantity!.default = 0
    },
    says: ['SILENT', '1 → 0'],
  },
  {
    rule: 'property.tz_changed',
    pa: '✓✗',
    of: 'arrive_on',
    events: ['purchase'],
    edit: plan => {
      plan.properties.arrive_on!.tz = 'UTC'
    },
    says: ['SILENT', 'Asia/Shanghai → UTC'],
  },
  {
    rule: 'pii.raised',
    pa: '✓✗',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      Object.assign(plan.properties.coupon!, { pii: 'account', store: 'mask' })
    },
  },
  {
    rule: 'pii.raised',
    pa: '✓✗',
    of: 'receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      plan.properties.receiver_phone!.store = 'drop'
    },
    says: ['contact, hash → contact, drop'],
  },
  {
    rule: 'pii.lowered',
    pa: '✓✗',
    of: 'receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      delete plan.properties.receiver_phone!.pii
    },
    says: ['reviewed for privacy'],
  },
  {
    rule: 'pii.lowered',
    pa: '✓✗',
    of: 'receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      plan.properties.receiver_phone!.store = 'mask'
    },
  },
  {
    rule: 'pii.kind_changed',
    pa: '✓!',
    of: 'receiver_phone',
    events: ['begin_checkout'],
    edit: plan => {
      plan.properties.receiver_phone!.pii = 'phone'
    },
  },
  {
    rule: 'meaning.unanswered',
    pa: '✓✗',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.coupon!.say.en = 'code of the voucher'
    },
    says: ['meaning: same', '“coupon” → “code of the voucher”'],
  },
  {
    rule: 'meaning.same',
    pa: '✓✓',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.coupon!.say.en = 'code of the voucher'
    },
    changes: [{ slug: 'x', why: {}, meaning: { coupon: 'same' }, waivers: [] }],
  },
  {
    rule: 'meaning.changed',
    pa: '✓✗',
    of: 'payment_type=alipay',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.enums.payment_type!.values[1]!.say = say('Alipay or Huabei')
    },
    changes: [{ slug: 'x', why: {}, meaning: 'changed', waivers: [] }],
    says: ['SILENT'],
  },
  {
    rule: 'text.changed',
    pa: '✓✓',
    of: 'begin_checkout',
    events: ['begin_checkout'],
    edit: plan => {
      Object.assign(plan.events.begin_checkout!, { owner: 'checkout', tags: [], example: { value: 1 } })
      plan.events.begin_checkout!.fires.shot = 'shots/begin_checkout.png'
    },
    says: ['owner, tags, example, screenshot'],
  },
  {
    rule: 'text.changed',
    pa: '✓✓',
    of: 'coupon',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.coupon!.say.ja = 'クーポン'
    },
  },
  {
    rule: 'plan.renamed',
    pa: '✗✗',
    of: 'plan',
    events: [],
    edit: plan => {
      plan.plan = 'store'
    },
  },
  {
    rule: 'supersedes.added',
    pa: '!!',
    of: '2026.11.1',
    events: [],
    edit: plan => {
      plan.supersedes['2026.11.1'] = '2026.11.2'
    },
  },
  {
    rule: 'supersedes.removed',
    pa: '!!',
    of: '2026.9.1',
    events: [],
    edit: plan => {
      plan.supersedes = {}
    },
  },
  {
    rule: 'question.added',
    pa: '✓✓',
    of: 'buyers',
    events: [],
    edit: plan => {
      plan.questions.buyers = { name: 'buyers', title: say('Buyers'), metric: { event: 'purchase', measure: 'users' } }
    },
  },
  {
    rule: 'question.changed',
    pa: '✓✗',
    of: 'gmv',
    events: [],
    edit: plan => {
      plan.questions.gmv!.metric = { event: 'begin_checkout', measure: 'sum', of: 'value' }
    },
    says: ['SILENT', 'begin_checkout'],
  },
  {
    rule: 'question.removed',
    pa: '✓✗',
    of: 'gmv',
    events: [],
    edit: plan => {
      plan.questions = {}
    },
  },
]
