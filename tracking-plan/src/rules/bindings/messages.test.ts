import { expect, test } from 'vitest'
import { parsePlan } from '../../load/load-plan.ts'
import { smallPlan } from '../testing/small-plan.ts'

const FILES = {
  'plan.yaml': 'plan: demo\nlanguages: [zh]\ndefaults: {owner: growth}\nevery_event: {web: [store_id]}\n',
  'properties/page.yaml': [
    'store_id: {type: id, say: 店铺}',
    'agreed: {type: bool, say: 同意}',
    'labels: {list: string, say: 标签}',
    'seen_at: {type: time, say: 时刻}',
    'seen_on: {type: date, say: 日期}',
    'bank_code: {type: string, say: 银行}',
    '',
  ].join('\n'),
}
const EVENT =
  'event: buy\ntitle: 购买\nfires: {when: 支付后}\nsources: {web: true}\nprops: [order_id!, value!, pay_way, items, agreed, labels, seen_at, seen_on, store_id!]\nvariants: {by: pay_way, when: {card: [bank_code!]}}\n'
const told = (bindings: string): string[] =>
  parsePlan(smallPlan({ ...FILES, 'events/buy.yaml': `${EVENT}bindings:\n${bindings}` })).problems.map(
    ({ rule, message }) => `${rule}: ${message}`,
  )
const PROPS = 'order_id: "@data-order", value: .total@text|number'
const filled = (further: string): string[] => told(`  - {selector: .buy, props: {${PROPS}, ${further}}}\n`)

test.each([
  'agreed: {const: true}, labels: {const: [new, sale]}',
  'seen_at: "@data-time"',
  'seen_at: "@data-ms|number"',
  'seen_on: "time@datetime"',
  'pay_way: {const: wechat}',
  'pay_way: {const: card}, bank_code: ".bank:not(.none) > i@title"',
  'store_id: "body@data-store"',
  'bank_code: "button@value"',
  'bank_code: "input[type=button]@value"',
  'bank_code: "input[type=submit]@value"',
  'bank_code: ".sm\\\\:flex@title"',
])('nothing is wrong with %s', further => {
  expect(filled(further)).toEqual([])
})

test.each([
  ['price: "@data-price|number"', 'binding.property: buy has no property price'],
  ['agreeed: {const: true}', 'binding.property: buy has no property agreeed; did you mean agreed?'],
  [
    'pay_way: {const: card}',
    'binding.required: buy requires bank_code, and nothing fills it here; write in props: bank_code: "@data-bank-code"',
  ],
  [
    'agreed: "@data-agreed"',
    'binding.type: agreed is true or false, and a page holds texts and numbers; write {const: …}',
  ],
  ['seen_on: "@data-day|number"', 'binding.type: seen_on is no number; write "@data-day"'],
  ['labels: {const: new}', 'binding.const: labels: a list is expected, not the text "new"'],
  [
    'pay_way: {const: wechta}',
    'binding.const: pay_way: one of wechat, card is expected, not the text "wechta"; did you mean wechat?',
  ],
  [
    'bank_code: data-bank',
    'binding.value: data-bank says no place in a page; write {const: data-bank}, or for an attribute "@data-bank"',
  ],
  ['bank_code: .bank＠text', 'binding.value: .bank＠text says no place in a page; write ".bank@text"'],
  ['bank_code: "@"', 'binding.value: @ says no place in a page; write "@data-id", "@text" or ".price@text|number"'],
  ['bank_code: "a[@title"', 'binding.selector: a[ is no CSS selector: expected attribute name, at character 2'],
  [
    'bank_code: ".field select@title"',
    'binding.unread: nothing of select elements is ever read, since visitors write or choose there: bank_code stays empty; read another element',
  ],
  [
    'bank_code: ".md:flex@title"',
    'binding.pseudo_class: CSS has no :flex, and a selector that a browser does not know tracks nothing; write a class, or .md\\:flex where : is part of a name',
  ],
])('%s is told so that one can act on it', (further, problem) => {
  expect(filled(further)).toEqual([problem])
})

test('what a binding is made of is told by its form', () => {
  expect(told(`  - {selector: .buy, wenn: click, props: {${PROPS}}}\n`)).toEqual([
    'plan.unknown_key: there is no key wenn; there are selector, when, path, props',
  ])
  expect(told(`  - {selector: .buy, when: clicked, props: {${PROPS}}}\n`)[0]).toContain('click, submit, change or view')
  expect(told(`  - {selector: .buy, path: "https://shop.example/cart", props: {${PROPS}}}\n`)[0]).toContain(
    'write the path of pages: /product/:id, /help/*',
  )
  expect(told(`  - {selector: .buy, path: /list?page=2, props: {${PROPS}}}\n`)[0]).toContain('a path ends before ?')
  expect(filled('bank_code: {conts: x}')[0]).toContain('write where the value stands')
  expect(told(`  - {props: {${PROPS}}}\n`)[0]).toBe('plan.form: bindings[0].selector: is needed here')
})

test('a removed event is not held to what its bindings need, and is told to lose them', () => {
  expect(told('  - {selector: "a["}\nstatus: removed\n')).toEqual([
    'binding.status: buy is removed, and its bindings are left out of what pages get; leave bindings: out',
  ])
})
