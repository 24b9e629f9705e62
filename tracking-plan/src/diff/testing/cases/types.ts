import type { ItemType, Property } from '../../../model.ts'
import type { RuleCase } from '../rule-case.ts'
import { rename, uses } from '../shop-plan.ts'

const becomes = (property: Property, rest: Partial<Property>): void => {
  for (const key of ['scale', 'unit', 'range', 'length', 'enum', 'open', 'default'] as const) delete property[key]
  Object.assign(property, rest)
}

/** Rows about types of values and about enums. */
export const TYPE_CASES: RuleCase[] = [
  {
    rule: 'type.widened',
    pa: '✓!',
    of: 'quantity',
    events: ['add_to_cart', 'begin_checkout'],
    edit: plan => {
      plan.properties.quantity!.type = 'number'
    },
    also: ['column.type_changed'],
    says: ['int → number'],
  },
  {
    rule: 'type.narrowed',
    pa: '✗✗',
    of: 'weight',
    events: ['purchase'],
    edit: plan => {
      plan.properties.weight!.type = 'int'
    },
    also: ['column.type_changed'],
  },
  {
    rule: 'type.changed',
    pa: '✗✗',
    of: 'arrive_on',
    events: ['purchase'],
    edit: plan => {
      plan.properties.arrive_on!.type = 'time'
    },
    also: ['column.type_changed'],
  },
  {
    rule: 'type.changed',
    pa: '✗✗',
    of: 'labels',
    events: ['add_to_cart'],
    edit: plan => {
      plan.properties.labels!.of = 'int'
    },
    also: ['column.type_changed'],
    says: ['list of string → list of int'],
  },
  {
    rule: 'type.list_changed',
    pa: '✗✗',
    of: 'sku',
    events: ['add_to_cart', 'begin_checkout'],
    edit: plan => {
      Object.assign(plan.properties.sku!, { type: 'list', of: 'string' })
    },
    also: ['column.type_changed'],
  },
  {
    rule: 'type.to_enum',
    pa: '✗✓',
    of: 'bank_code',
    events: ['purchase', 'try_on'],
    edit: plan => becomes(plan.properties.bank_code!, { type: 'enum', enum: 'carrier' }),
    also: ['column.type_changed'],
  },
  {
    rule: 'type.from_enum',
    pa: '✓!',
    of: 'ship_by',
    events: ['purchase'],
    edit: plan => becomes(plan.properties.ship_by!, { type: 'string' }),
    also: ['column.type_changed'],
  },
  {
    rule: 'column.type_changed',
    pa: '✓✗',
    of: 'value',
    events: ['add_to_cart', 'begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.value!.scale = 4
    },
    also: ['property.scale_changed'],
    says: ['decimal(2) → decimal(4)', 'Columns are only added'],
  },
  {
    rule: 'enum.value_added',
    pa: '✓!',
    of: 'payment_type=paypal',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.enums.payment_type!.values.push({ value: 'paypal', say: { en: 'PayPal' } })
    },
  },
  {
    rule: 'enum.value_removed',
    pa: '✗!',
    of: 'payment_type=alipay',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.enums.payment_type!.values.splice(1, 1)
    },
  },
  {
    rule: 'enum.value_removed',
    pa: '✓!',
    of: 'carrier=jd',
    events: ['purchase'],
    edit: plan => {
      plan.enums.carrier!.values.splice(1, 1)
    },
  },
  {
    rule: 'enum.value_renamed',
    pa: '✗✗',
    of: 'payment_type=alipay',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.enums.payment_type!.values[1]!.value = 'ali_pay'
    },
    says: ['alipay → ali_pay'],
  },
  {
    rule: 'enum.value_renamed',
    pa: '✗✗',
    of: 'payment_type=wechat',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      Object.assign(plan.enums.payment_type!.values[0]!, { value: 'weixin', renamed_from: 'wechat' })
    },
  },
  {
    rule: 'enum.closed',
    pa: '✗✓',
    of: 'ship_by',
    events: ['purchase'],
    edit: plan => {
      delete plan.properties.ship_by!.open
    },
  },
  {
    rule: 'enum.opened',
    pa: '✓!',
    of: 'payment_type',
    events: ['begin_checkout', 'purchase'],
    edit: plan => {
      plan.properties.payment_type!.open = true
    },
  },
  {
    rule: 'property.required_added',
    pa: '✗✓',
    of: 'order_line.weight',
    events: ['add_to_cart', 'begin_checkout'],
    edit: plan => {
      rename<ItemType>(plan.types, { from: 'cart_item', to: 'order_line', alias: false })
      plan.types.order_line!.props.push(...uses('weight!'))
      plan.properties.items!.item = 'order_line'
    },
    also: ['text.changed'],
  },
]
