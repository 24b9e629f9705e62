import { expect, test } from 'vitest'
import { fixPlan } from '../fix.ts'
import { parsePlan } from '../load/load-plan.ts'
import { smallPlan } from './testing/small-plan.ts'

const HEAD = 'event: buy\ntitle: 购买\nfires: {when: 支付后}\nsources: {server: true}\n'
const PROPS = 'props: [order_id!, value!, pay_way, items]\n'
const lint = (files: Record<string, string>) => parsePlan(smallPlan(files), { today: '2026-11-24' })
const told = (files: Record<string, string>): string[] =>
  lint(files).problems.map(({ rule, place, message }) => `${place.line}:${place.column} ${rule}: ${message}`)
const event = (rest: string) => told({ 'events/buy.yaml': HEAD + rest })
const property = (line: string) =>
  told({
    'properties/more.yaml': line,
    'events/buy.yaml': `${HEAD}${PROPS.replace(']', `, ${line.split(':')[0]}]`)}`,
  })

test.each([
  ['stay_s: {type: int, unit: s, say: 停留}', []],
  ['streak_days: {type: int, unit: d, say: 天数}', []],
  ['orders_30_days: {type: int, say: 三十天内订单数}', []],
  ['price_min: {type: decimal, scale: 2, unit: CNY, say: 最低价}', []],
  ['price_count: {type: int, say: 价格个数}', []],
  ['open_rate: {type: number, unit: "1", say: 打开率}', []],
  ['prices: {list: decimal, scale: 2, unit: CNY, say: 价格}', []],
  ['group_id: {type: id, say: 团}', []],
  ['address_id: {type: id, say: 地址编号}', []],
  ['phone_verified: {type: bool, say: 手机号是否已验证}', []],
  [
    'stay_ms: {type: int, say: 停留}',
    ['1:1 unit.missing: stay_ms needs a unit, such as unit: ms; unit: "1" where it has none'],
  ],
  [
    'stay_min: {type: int, unit: s, say: 停留}',
    ['1:23 unit.disagrees: stay_min says min and its unit is s; make them one'],
  ],
  [
    'open_rate: {type: number, say: 打开率}',
    ['1:1 unit.missing: open_rate needs a unit, such as unit: %; unit: "1" where it has none'],
  ],
  [
    'stock: {type: int, min: 1, say: 库存}',
    ['1:20 property.constraint: min says something of a text, an id, and stock is a whole number; write range:'],
  ],
  [
    'note: {type: string, size: 1..2, say: 备注}',
    ['1:22 property.constraint: size says something of a list, and note is a text; write min: and max:'],
  ],
  [
    'note: {type: string, tz: Asia/Shanghai, say: 备注}',
    ['1:22 property.constraint: tz says something of a date, and note is a text'],
  ],
  [
    'contact: {type: string, say: 收件人手机号}',
    ['1:1 pii.unmarked: contact is probably private; write pii: contact, store: hash (or mask, or drop)'],
  ],
  [
    'level: {type: int, default: high, say: 等级}',
    ['1:20 default.type: default: a whole number is expected, not the text "high"'],
  ],
])('%s', (line, problems) => {
  expect(property(line)).toEqual(problems)
})

test.each([
  [
    'props: [order_id!, value!, pay_way, itms, items]\n',
    '5:37 property.unknown: there is no property itms; define it under properties/; did you mean items?',
  ],
  [
    `${PROPS}once_per: [pay_way]\n`,
    '6:12 once.required: pay_way may be absent, and then nothing says which events are one; write pay_way! in props:',
  ],
  [`${PROPS}once_per: [price]\n`, '6:12 once.required: buy has no property price; write price! in props:'],
  [
    `${PROPS}variants: {by: pay_way, when: {card: [value]}}\n`,
    '6:39 property.twice: value is a property of the event already; leave it out here',
  ],
  [
    `${PROPS}variants: {by: pay_way, when: {cart: [quantity]}}\n`,
    '6:32 variant.value: pay_way is never cart; did you mean card?',
  ],
  [`${PROPS}rules: ["value == sum(items.weight)"]\n`, '6:9 rule.property: the elements of items have no weight'],
  [`${PROPS}rules: ["value == pay_way"]\n`, '6:9 rule.property: pay_way is no number'],
  [`${PROPS}rules: ["value == items"]\n`, '6:9 rule.property: items is a list; write sum(items.…), or count(items)'],
  [`${PROPS}rules: ["value = 1"]\n`, '6:9 rule.syntax: value = 1: at character 7: = means nothing here; write =='],
  [`${PROPS}example: {value: 1}\n`, '6:1 event.example: the example breaks the plan: order_id: is required (订单号)'],
  [
    `${PROPS}rules: ["value == sum(items.price * items.quantity)"]\nexample: {order_id: a, value: 3, items: [{price: 1, quantity: 2}]}\n`,
    '7:1 event.example: the example breaks the plan: value == sum(items.price * items.quantity) does not hold here',
  ],
  [
    `${PROPS}variants: {by: pay_way, when: {card: [quantity!]}}\nexample: {order_id: a, value: 3, pay_way: card}\n`,
    '7:1 event.example: the example breaks the plan: quantity: is required (件数)',
  ],
])('%s is told so that one can act on it', (rest, problem) => {
  expect(event(rest)).toEqual([problem])
})

test('a variant may ask for what its event leaves open', () => {
  expect(event(`${PROPS}variants: {by: pay_way, when: {card: [items!]}}\n`)).toEqual([])
})

test('drafts and removed events are not held to what a live event needs', () => {
  const bare = (status: string) =>
    told({ 'events/buy.yaml': `event: buy\ntitle: 购买\nsources: {}\nstatus: ${status}\n${PROPS}` })
  expect(bare('draft')).toEqual([])
  expect(bare('removed')).toEqual([])
  expect(bare('live').map(text => text.split(' ')[1])).toEqual(['event.when:', 'event.sources:'])
})

test('an id without quotes in an example gets them, as it is written, also inside a list', () => {
  const files = smallPlan({
    'types/line.yaml': 'line: {say: 一行, props: [price!, quantity!, order_id]}\n',
    'events/buy.yaml': `${HEAD}${PROPS}example: {order_id: 12, value: 1, items: [{price: 1, quantity: 1, order_id: 007}]}\n`,
  })
  const fixed = fixPlan(files, parsePlan)
  expect(fixed.plan.problems).toEqual([])
  expect(fixed.files.find(({ path }) => path === 'events/buy.yaml')?.text).toContain(
    'example: {order_id: "12", value: 1, items: [{price: 1, quantity: 1, order_id: "007"}]}',
  )
})

test('a question may ask for what is built in', () => {
  const text =
    'visits: {title: 访问, metric: {event: $page_view, measure: users, where: {$city: 杭州市, $platform: web}}}\n'
  expect(told({ 'questions/q.yaml': text })).toEqual([])
  const wrong = 'visits: {title: 访问, metric: {event: $page_veiw, where: {$citty: x}}}\n'
  expect(told({ 'questions/q.yaml': wrong })).toEqual([
    '1:30 question.event: there is no event $page_veiw, neither in the plan nor built in; did you mean $page_view?',
    '1:57 question.property: there is no base column $citty; did you mean $city?',
  ])
})
