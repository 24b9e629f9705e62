import type { TextFile } from '../../load/read-folder.ts'

/** A small plan that lints clean. */
export const SMALL_PLAN: Readonly<Record<string, string>> = {
  'plan.yaml': 'plan: demo\nlanguages: [zh]\ndefaults: {owner: growth}\n',
  'properties/order.yaml': [
    'order_id: {type: id, say: 订单号}',
    'price: {type: decimal, scale: 2, unit: CNY, say: 单价}',
    'quantity: {type: int, say: 件数}',
    'value: {type: decimal, scale: 2, unit: CNY, say: 合计}',
    'pay_way: {enum: pay_way, say: 支付方式}',
    'items: {list: line, say: 商品}',
    '',
  ].join('\n'),
  'enums/pay.yaml': 'pay_way:\n  wechat: 微信支付\n  card: 银行卡\n',
  'types/line.yaml': 'line:\n  say: 一行\n  props: [price!, quantity!]\n',
  'events/buy.yaml': [
    'event: buy',
    'title: 购买',
    'fires: {when: 支付成功后}',
    'sources: {server: true}',
    'props: [order_id!, value!, pay_way, items]',
    '',
  ].join('\n'),
}

/** The small plan with other files, or without one where null is said. */
export const smallPlan = (files: Readonly<Record<string, string | null>> = {}): TextFile[] =>
  Object.entries({ ...SMALL_PLAN, ...files }).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]))
