import type { Case } from './file-cases.ts'

const BUY = 'events/buy.yaml'
const HEAD = 'event: buy\ntitle: 购买\nfires: {when: 支付成功后}\nsources: {web: true}\n'
const PROPS = 'order_id: "@data-order", value: .total@text|number'

/** The event as pages send it; the first of these entries stands in line 7. */
const bound = (entries: string, head = HEAD): Record<string, string> => ({
  [BUY]: `${head}props: [order_id!, value!, pay_way, items]\nbindings:\n${entries}`,
})
/** Bound to one element, with all that is required and a further property. */
const filled = (further: string): Record<string, string> =>
  bound(`  - {selector: .buy, props: {${PROPS}, ${further}}}\n`)
/** Where that property stands. */
const FURTHER = `${BUY}:7:82`
const props = (text: string): Record<string, string> => bound(`  - {selector: .buy, props: {${text}}}\n`)
const selector = (text: string): Record<string, string> => bound(`  - selector: ${text}\n    props: {${PROPS}}\n`)

/** Rules about tracking without code. */
export const BINDING_CASES: Case[] = [
  { rule: 'binding.const', files: filled('pay_way: {const: cash}'), at: `${BUY}:7:92` },
  {
    rule: 'binding.const',
    files: props('order_id: {const: 12}, value: .total@text|number'),
    at: `${BUY}:7:41`,
    fixed: props('order_id: {const: "12"}, value: .total@text|number'),
  },
  { rule: 'binding.property', files: filled('price: "@data-price|number"'), at: FURTHER },
  { rule: 'binding.pseudo_class', files: selector('.buy:visible'), at: `${BUY}:7:5` },
  { rule: 'binding.pseudo_class', files: filled('pay_way: "li:eq(2)@data-way"'), at: FURTHER },
  { rule: 'binding.required', files: props('order_id: "@data-order"'), at: `${BUY}:7:22` },
  { rule: 'binding.required', files: props('value: .total@text|number'), at: `${BUY}:7:22` },
  { rule: 'binding.selector', files: selector('a['), at: `${BUY}:7:5` },
  { rule: 'binding.selector', files: selector('.buy)'), at: `${BUY}:7:5` },
  { rule: 'binding.selector', files: selector('.buy，.pay'), at: `${BUY}:7:5` },
  { rule: 'binding.selector', files: selector('.buy::before'), at: `${BUY}:7:5` },
  { rule: 'binding.selector', files: filled('pay_way: ".pay >@data-way"'), at: FURTHER },
  {
    rule: 'binding.source',
    files: bound(`  - {selector: .buy, props: {${PROPS}}}\n`, HEAD.replace('web', 'server')),
    at: `${BUY}:7:5`,
  },
  {
    rule: 'binding.status',
    files: bound(`  - {selector: .buy, props: {${PROPS}}}\n`, `${HEAD}status: deprecated\n`),
    at: `${BUY}:7:1`,
  },
  {
    rule: 'binding.twice',
    files: bound(`  - {selector: .buy, props: {${PROPS}}}\n  - {selector: .buy, path: /cart, props: {${PROPS}}}\n`),
    at: `${BUY}:8:5`,
  },
  {
    rule: 'binding.type',
    files: props('order_id: "@data-order", value: .total@text'),
    at: `${BUY}:7:55`,
    fixed: props(PROPS),
  },
  {
    rule: 'binding.type',
    files: props('order_id: "@data-order|number", value: .total@text|number'),
    at: `${BUY}:7:30`,
    fixed: props(PROPS),
  },
  { rule: 'binding.type', files: filled('items: "@data-items"'), at: FURTHER },
  { rule: 'binding.unread', files: filled('pay_way: "input[name=way]@value"'), at: FURTHER },
  { rule: 'binding.value', files: filled('pay_way: card'), at: FURTHER },
  {
    rule: 'yaml.quotes',
    files: filled('pay_way: @data-way'),
    at: `${BUY}:7:91`,
    fixed: filled('pay_way: "@data-way"'),
  },
  { rule: 'yaml.quotes', files: selector('[data-buy]'), at: `${BUY}:7:15`, fixed: selector('"[data-buy]"') },
  { rule: 'yaml.comment', files: selector('#buy'), at: `${BUY}:7:15`, fixed: selector('"#buy"') },
]
