import type { PlanContent, PlanEvent, Property, PropertyUse, Text } from '../../model.ts'

export const say = (en: string, zh = `${en} 的说明`): Text => ({ zh, en })

/** `coupon`, or `coupon!` where it is required. */
export const uses = (...names: string[]): PropertyUse[] =>
  names.map(name => ({ name: name.replace('!', ''), required: name.endsWith('!') }))

/** An entry of the dictionary; a string unless told otherwise. */
export const property = (name: string, rest: Partial<Property> = {}): Property => ({
  name,
  type: 'string',
  say: say(name),
  ...rest,
})

export const event = (name: string, rest: Partial<PlanEvent> = {}): PlanEvent => ({
  name,
  title: say(`Title of ${name}`, `${name} 的标题`),
  status: 'live',
  owner: 'growth',
  fires: { when: say(`after ${name}`, `${name} 之后`) },
  sources: { web: true, mini: '>=2.4.0' },
  props: [],
  ...rest,
})

const byName = <T extends { name: string }>(things: readonly T[]): Record<string, T> =>
  Object.fromEntries(things.map(thing => [thing.name, thing]))

const money = { type: 'decimal', scale: 2, unit: 'CNY' } as const

const PLAN: PlanContent = {
  plan: 'shop',
  title: say('Shop', '商店'),
  languages: ['zh', 'en'],
  defaults: { on_violation: 'flag', owner: 'growth' },
  every_event: { web: ['channel_code'] },
  properties: byName([
    property('arrive_on', { type: 'date', tz: 'Asia/Shanghai' }),
    property('bank_code'),
    property('channel_code'),
    property('checkout_id', { type: 'id' }),
    property('coupon', { length: { max: 64 } }),
    property('items', { type: 'list', item: 'cart_item', size: { min: 1, max: 200 } }),
    property('labels', { type: 'list', of: 'string' }),
    property('order_id', { type: 'id' }),
    property('payment_type', { type: 'enum', enum: 'payment_type' }),
    property('price', { ...money, range: { min: 0 } }),
    property('product_id', { type: 'id', lookup: 'product' }),
    property('quantity', { type: 'int', range: { min: 1, max: 999 }, default: 1 }),
    property('receiver_phone', { pii: 'contact', store: 'hash', nullable: true }),
    property('ship_by', { type: 'enum', enum: 'carrier', open: true }),
    property('sku', { pattern: '^S-' }),
    property('value', money),
    property('weight', { type: 'number', unit: 'g' }),
  ]),
  types: byName([
    { name: 'cart_item', say: say('a line of the cart'), props: uses('product_id!', 'price!', 'quantity!', 'sku') },
  ]),
  enums: byName([
    {
      name: 'payment_type',
      values: [
        { value: 'wechat', say: say('WeChat Pay') },
        { value: 'alipay', say: say('Alipay') },
        { value: 'card', say: say('bank card'), renamed_from: 'bank' },
      ],
    },
    {
      name: 'carrier',
      values: [
        { value: 'sf', say: say('SF Express') },
        { value: 'jd', say: say('JD Logistics') },
      ],
    },
  ]),
  events: byName([
    event('add_to_cart', { props: uses('items!', 'value', 'labels') }),
    event('begin_checkout', {
      props: uses('checkout_id!', 'items!', 'value!', 'coupon', 'payment_type', 'receiver_phone'),
      rules: ['value == sum(items.price * items.quantity)'],
      once_per: ['checkout_id'],
      tags: ['funnel'],
    }),
    event('old_click', { status: 'removed' }),
    event('purchase', {
      sources: { server: true },
      on_violation: { server: 'quarantine' },
      props: uses('order_id!', 'value!', 'payment_type!', 'coupon', 'arrive_on', 'ship_by', 'weight'),
      variants: { by: 'payment_type', when: { card: uses('bank_code!') } },
      extra: 'forbid',
    }),
    event('share_poster', { status: 'deprecated', replaces: ['old_share'], renamed_from: 'poster' }),
    event('try_on', { status: 'draft', props: uses('product_id!', 'bank_code') }),
  ]),
  profile: byName([property('member_level', { range: { min: 1 }, type: 'int' })]),
  questions: { gmv: { name: 'gmv', title: say('GMV'), metric: { event: 'purchase', measure: 'sum', of: 'value' } } },
  supersedes: { '2026.9.1': '2026.9.2' },
  retired: [],
  reserved: { events: ['old_click', 'ancient'], properties: ['promo'] },
}

export type Edit = (plan: PlanContent) => void

/** The plan of a small shop, edited. */
export const shopPlan = (...edits: readonly (Edit | undefined)[]): PlanContent => {
  const plan = structuredClone(PLAN)
  for (const edit of edits) edit?.(plan)
  return plan
}

/** Gives a thing another name, and everything that is said about it stays. */
export const rename = <T extends { name: string; renamed_from?: string | undefined }>(
  record: Record<string, T>,
  { from, to, alias = true }: { from: string; to: string; alias?: boolean },
): void => {
  const { renamed_from: _, ...thing } = record[from]!
  delete record[from]
  record[to] = { ...thing, name: to, ...(alias ? { renamed_from: from } : {}) } as T
}

/** Uses one property in the place of another, wherever events and types have it. */
export const reuse = (plan: PlanContent, { from, to }: { from: string; to: string }): void => {
  const swap = (use: PropertyUse): PropertyUse => (use.name === from ? { ...use, name: to } : use)
  for (const owner of [...Object.values(plan.events), ...Object.values(plan.types)]) owner.props = owner.props.map(swap)
}

/** Leaves a property out of an event or a type. */
export const dropUse = (owner: { props: PropertyUse[] }, name: string): void => {
  owner.props = owner.props.filter(use => use.name !== name)
}
