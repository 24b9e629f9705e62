import type { Case } from './file-cases.ts'

const BUY = 'events/buy.yaml'
const HEAD = 'event: buy\ntitle: 购买\nfires: {when: 支付成功后}\nsources: {server: true}\n'
const PROPS = 'props: [order_id!, value!, pay_way, items]\n'
const buy = (more: string): Record<string, string> => ({ [BUY]: `${HEAD}${PROPS}${more}` })
const uses = (props: string): Record<string, string> => ({
  [BUY]: `${HEAD}props: [order_id!, value!, pay_way, items, ${props}]\n`,
})
/** A further property, and the event that has it. */
const property = (line: string): Record<string, string> => ({
  'properties/more.yaml': `${line}\n`,
  ...uses(line.slice(0, line.indexOf(':'))),
})
const MORE = 'properties/more.yaml'
const plan = (more: string): Record<string, string> => ({
  'plan.yaml': `plan: demo\nlanguages: [zh]\ndefaults: {owner: growth}\n${more}`,
})
const question = (text: string): Record<string, string> => ({ 'questions/q.yaml': `paid: {title: 支付, ${text}}\n` })

/** Rules about what the plan says. */
export const PLAN_CASES: Case[] = [
  { rule: 'rule.property', files: buy('rules: ["value == total"]\n'), at: `${BUY}:6:9` },
  { rule: 'rule.property', files: buy('rules: ["value == sum(items.weight)"]\n'), at: `${BUY}:6:9` },
  { rule: 'rule.syntax', files: buy('rules: ["value == sum("]\n'), at: `${BUY}:6:9` },
  {
    rule: 'event.counted_twice',
    files: { [BUY]: `${HEAD.replace('server: true', 'web: true, server: true')}${PROPS}` },
    at: `${BUY}:4:1`,
  },
  { rule: 'event.example', files: buy('example: {order_id: a}\n'), at: `${BUY}:6:1` },
  { rule: 'event.example', files: buy('example: {order_id: a, value: x}\n'), at: `${BUY}:6:24` },
  { rule: 'event.example', files: buy('example: {order_id: a, value: 1, colour: red}\n'), at: `${BUY}:6:34` },
  {
    rule: 'event.example',
    files: buy('example: {order_id: 12, value: 1}\n'),
    at: `${BUY}:6:11`,
    fixed: buy('example: {order_id: "12", value: 1}\n'),
  },
  { rule: 'event.sources', files: { [BUY]: `${HEAD.replace('server: true', '')}${PROPS}` }, at: `${BUY}:4:1` },
  { rule: 'event.unowned', files: { 'plan.yaml': 'plan: demo\nlanguages: [zh]\n' }, at: `${BUY}:1:1` },
  {
    rule: 'event.when',
    files: { [BUY]: `${HEAD.replace('fires: {when: 支付成功后}\n', '')}${PROPS}` },
    at: `${BUY}:1:1`,
  },
  { rule: 'once.required', files: buy('once_per: [pay_way]\n'), at: `${BUY}:6:12` },
  {
    rule: 'shot.missing',
    files: { [BUY]: `${HEAD.replace('}', ', shot: shots/none.png}')}${PROPS}` },
    at: `${BUY}:3:22`,
  },
  { rule: 'variant.value', files: buy('variants: {by: price, when: {a: [quantity]}}\n'), at: `${BUY}:6:12` },
  { rule: 'variant.value', files: buy('variants: {by: pay_way, when: {cash: [quantity]}}\n'), at: `${BUY}:6:32` },
  {
    rule: 'name.clash',
    files: { 'questions/q.yaml': 'buy: {title: 支付, funnel: {steps: [{event: buy}]}}\n' },
    at: 'questions/q.yaml:1:1',
  },
  { rule: 'name.id', files: property('user_group_id: {type: int, say: 用户组}'), at: `${MORE}:1:17` },
  { rule: 'name.reserved', files: property('city: {type: string, say: 城市}'), at: `${MORE}:1:1` },
  {
    rule: 'name.reserved',
    files: { 'events/events.yaml': `${HEAD.replace('buy', 'events')}${PROPS}` },
    at: 'events/events.yaml:1:1',
  },
  { rule: 'plan.supersedes', files: plan('supersedes: {"2026.13.1": "2026.11.2"}\n'), at: 'plan.yaml:4:14' },
  { rule: 'plan.supersedes', files: plan('supersedes: {"2026.1.1": "2026.1.1"}\n'), at: 'plan.yaml:4:14' },
  { rule: 'plan.supersedes', files: plan('retired: ["2026.0.1"]\n'), at: 'plan.yaml:4:11' },
  { rule: 'question.event', files: question('funnel: {steps: [{event: bye}]}'), at: 'questions/q.yaml:1:37' },
  {
    rule: 'question.property',
    files: question('metric: {event: buy, measure: sum, of: total}'),
    at: 'questions/q.yaml:1:54',
  },
  { rule: 'text.language', files: plan('title: {zh: 演示, en: Demo}\n'), at: 'plan.yaml:4:1' },
  {
    rule: 'waiver.expired',
    files: {
      'changes/old.yaml':
        'why: 试\nwaivers:\n  - {rule: property.removed, of: coupon, reason: 旧, until: 2026-11-01}\n',
    },
    at: 'changes/old.yaml:3:53',
  },
  { rule: 'decimal.scale', files: property('fee: {type: decimal, unit: CNY, say: 运费}'), at: `${MORE}:1:1` },
  { rule: 'default.type', files: property('stock: {type: int, default: none, say: 库存}'), at: `${MORE}:1:20` },
  { rule: 'enum.unknown', files: property('channel_kind: {enum: pay_wey, say: 方式}'), at: `${MORE}:1:16` },
  { rule: 'enum.unused', files: { 'enums/more.yaml': 'colour: {red: 红}\n' }, at: 'enums/more.yaml:1:1' },
  { rule: 'example.type', files: property('stock: {type: int, example: none, say: 库存}'), at: `${MORE}:1:20` },
  {
    rule: 'pattern.syntax',
    files: property('sku_code: {type: string, pattern: "(a+)+$(?=b)", say: 编码}'),
    at: `${MORE}:1:26`,
  },
  { rule: 'pattern.syntax', files: property('sku_code: {type: string, pattern: "(", say: 编码}'), at: `${MORE}:1:26` },
  { rule: 'pii.store', files: property('wechat_name: {type: string, pii: contact, say: 昵称}'), at: `${MORE}:1:29` },
  { rule: 'pii.store', files: property('nick: {type: string, store: hash, say: 昵称}'), at: `${MORE}:1:22` },
  { rule: 'pii.type', files: property('birth: {type: date, pii: birth, store: hash, say: 生日}'), at: `${MORE}:1:33` },
  { rule: 'pii.unmarked', files: property('receiver_phone: {type: string, say: 电话}'), at: `${MORE}:1:1` },
  {
    rule: 'profile.type',
    files: { ...property('nick: {type: string, say: 昵称}'), 'profile/p.yaml': 'nick: {type: int, say: 昵称}\n' },
    at: 'profile/p.yaml:1:1',
  },
  { rule: 'property.constraint', files: property('nick: {type: string, range: 1..2, say: 昵称}'), at: `${MORE}:1:22` },
  { rule: 'property.constraint', files: property('stock: {type: int, open: true, say: 库存}'), at: `${MORE}:1:20` },
  { rule: 'property.twice', files: uses('value'), at: `${BUY}:5:44` },
  { rule: 'property.unknown', files: uses('pay_wey'), at: `${BUY}:5:44` },
  { rule: 'property.unused', files: { [MORE]: 'nick: {type: string, say: 昵称}\n' }, at: `${MORE}:1:1` },
  {
    rule: 'type.nested',
    files: {
      'types/line.yaml': 'line: {say: 一行, props: [price!, quantity!, parts]}\n',
      [MORE]: 'parts: {list: string, say: 部件}\n',
    },
    at: 'types/line.yaml:1:44',
  },
  { rule: 'type.unknown', files: property('gifts: {list: lime, say: 赠品}'), at: `${MORE}:1:9` },
  {
    rule: 'type.unused',
    files: { 'types/more.yaml': 'gift: {say: 赠品, props: [price!]}\n' },
    at: 'types/more.yaml:1:1',
  },
  { rule: 'unit.disagrees', files: property('wait_ms: {type: int, unit: s, say: 等待}'), at: `${MORE}:1:22` },
  { rule: 'unit.missing', files: property('stay_duration: {type: int, say: 停留}'), at: `${MORE}:1:1` },
  { rule: 'unit.missing', files: property('fee: {type: decimal, scale: 2, say: 运费}'), at: `${MORE}:1:1` },
  { rule: 'unit.spelling', files: property('fee: {type: decimal, scale: 2, unit: 元, say: 运费}'), at: `${MORE}:1:32` },
]
