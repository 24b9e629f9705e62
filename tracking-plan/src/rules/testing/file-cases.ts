/** A plan that breaks one rule: which files are different, where the rule must point, and what its mend makes of it. */
export type Case = {
  rule: string
  files: Record<string, string | null>
  at: string
  fixed?: Record<string, string>
}

const REST = 'fires: {when: 支付成功后}\nsources: {server: true}\nprops: [order_id!, value!, pay_way, items]\n'
const buy = (head: string): Record<string, string> => ({ 'events/buy.yaml': `${head}${REST}` })
const props = (text: string): Record<string, string> => ({
  'events/buy.yaml': `event: buy\ntitle: 购买\nfires: {when: 支付成功后}\nsources: {server: true}\n${text}`,
})
const event = (text: string): Record<string, string> => ({
  'events/buy.yaml': `event: buy\n${text}props: [order_id!, value!, pay_way, items]\n`,
})
const enums = (text: string): Record<string, string> => ({ 'enums/pay.yaml': `pay_way:\n${text}` })
const BUY = 'events/buy.yaml'

/** Rules about how files are written. */
export const FILE_CASES: Case[] = [
  {
    rule: 'chinese.colon',
    files: buy('event: buy\ntitle：购买\n'),
    at: `${BUY}:2:6`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'chinese.colon',
    files: buy('event：buy\ntitle: 购买\n'),
    at: `${BUY}:1:6`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'chinese.colon',
    files: buy('event: buy\ntitle: {zh：购买}\n'),
    at: `${BUY}:2:11`,
    fixed: buy('event: buy\ntitle: {zh: 购买}\n'),
  },
  {
    rule: 'chinese.colon',
    files: buy('event: buy\ntitle：{zh: 购买}\n'),
    at: `${BUY}:2:6`,
    fixed: buy('event: buy\ntitle: {zh: 购买}\n'),
  },
  {
    rule: 'chinese.colon',
    files: buy('event: buy\ntitle:\n  zh：购买\n'),
    at: `${BUY}:3:5`,
    fixed: buy('event: buy\ntitle:\n  zh: 购买\n'),
  },
  {
    rule: 'chinese.colon',
    files: event('title: 购买\nfires:\n  when：支付后：成功\nsources: {server: true}\n'),
    at: `${BUY}:4:7`,
    fixed: event('title: 购买\nfires:\n  when: 支付后：成功\nsources: {server: true}\n'),
  },
  {
    rule: 'chinese.colon',
    files: event('title: 购买\nfires：\n  when: 支付后\nsources: {server: true}\n'),
    at: `${BUY}:3:6`,
    fixed: event('title: 购买\nfires:\n  when: 支付后\nsources: {server: true}\n'),
  },
  {
    rule: 'chinese.colon',
    files: event('title: 购买\nfires: when：支付后\nsources: {server: true}\n'),
    at: `${BUY}:3:12`,
  },
  {
    rule: 'chinese.colon',
    files: { 'plan.yaml': 'plan: demo\ntitle: {zh: 演示，en：Demo}\nlanguages: [zh, en]\ndefaults: {owner: growth}\n' },
    at: 'plan.yaml:2:18',
  },
  {
    rule: 'chinese.comma',
    files: props('props: [order_id!，value!, pay_way, items]\n'),
    at: `${BUY}:5:18`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.comma',
    files: props('props: [order_id!、 value!, pay_way, items]\n'),
    at: `${BUY}:5:18`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  { rule: 'chinese.comma', files: props('props:\n  - order_id!，value!\n  - pay_way\n  - items\n'), at: `${BUY}:6:14` },
  {
    rule: 'chinese.comma',
    files: { 'plan.yaml': 'plan: demo\nlanguages: [zh]\ndefaults: {on_violation: flag，owner: growth}\n' },
    at: 'plan.yaml:3:30',
    fixed: { 'plan.yaml': 'plan: demo\nlanguages: [zh]\ndefaults: {on_violation: flag, owner: growth}\n' },
  },
  {
    rule: 'chinese.exclamation',
    files: props('props: [order_id！, value!, pay_way, items]\n'),
    at: `${BUY}:5:17`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.exclamation',
    files: props('props: [{order_id！: 编号}, value!, pay_way, items]\n'),
    at: `${BUY}:5:18`,
    fixed: props('props: [{order_id!: 编号}, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.exclamation',
    files: props('props:\n  - order_id！:\n      zh: 编号\n  - value!\n  - pay_way\n  - items\n'),
    at: `${BUY}:6:13`,
    fixed: props('props:\n  - order_id!:\n      zh: 编号\n  - value!\n  - pay_way\n  - items\n'),
  },
  {
    rule: 'chinese.quotes',
    files: buy('event: “buy”\ntitle: 购买\n'),
    at: `${BUY}:1:8`,
    fixed: buy('event: "buy"\ntitle: 购买\n'),
  },
  {
    rule: 'chinese.quotes',
    files: buy('event: buy\ntitle: “购买: 商品”\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "购买: 商品"\n'),
  },
  {
    rule: 'chinese.quotes',
    files: buy('event: buy\ntitle: {zh: “购买, 商品”}\n'),
    at: `${BUY}:2:13`,
    fixed: buy('event: buy\ntitle: {zh: "购买, 商品"}\n'),
  },
  {
    rule: 'chinese.brackets',
    files: props('props: ［order_id!, value!, pay_way, items］\n'),
    at: `${BUY}:5:8`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.brackets',
    files: props('props: 【order_id!, value!, pay_way, items]\n'),
    at: `${BUY}:5:8`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.brackets',
    files: buy('event: buy\ntitle: ｛zh: 购买｝\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: {zh: 购买}\n'),
  },
  {
    rule: 'chinese.brackets',
    files: props('props: [order_id!, value!, pay_way, items］\n'),
    at: `${BUY}:5:42`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.letters',
    files: buy('event: ｂuy\ntitle: 购买\n'),
    at: `${BUY}:1:8`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'chinese.letters',
    files: props('props: [order＿id!, value!, pay_way, items]\n'),
    at: `${BUY}:5:14`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  {
    rule: 'chinese.letters',
    files: {
      'properties/share.yaml': 'order_rate: {type: number, unit: ％, say: 占比}\n',
      ...props('props: [order_id!, value!, pay_way, items, order_rate]\n'),
    },
    at: 'properties/share.yaml:1:34',
    fixed: { 'properties/share.yaml': 'order_rate: {type: number, unit: "%", say: 占比}\n' },
  },
  {
    rule: 'chinese.letters',
    files: props('props: [order_id!, value!, pay_way, items]\nrules: ["value ＝＝ sum（items.price）"]\n'),
    at: `${BUY}:6:16`,
    fixed: props('props: [order_id!, value!, pay_way, items]\nrules: ["value == sum(items.price)"]\n'),
  },
  {
    rule: 'chinese.space',
    files: event('title: 购买\nfires:\n　when: 支付后\nsources: {server: true}\n'),
    at: `${BUY}:4:1`,
    fixed: event('title: 购买\nfires:\n  when: 支付后\nsources: {server: true}\n'),
  },
  {
    rule: 'chinese.space',
    files: buy('event: buy\ntitle:　购买\n'),
    at: `${BUY}:2:7`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'chinese.space',
    files: props('props: [order_id!,　value!, pay_way, items]\n'),
    at: `${BUY}:5:19`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  { rule: 'name.builtin', files: buy('event: $page_view\ntitle: 购买\n'), at: `${BUY}:1:8` },
  { rule: 'name.builtin', files: props('props: [order_id!, value!, pay_way, items, $city]\n'), at: `${BUY}:5:44` },
  {
    rule: 'name.case',
    files: buy('event: buyNow\ntitle: 购买\n'),
    at: `${BUY}:1:8`,
    fixed: buy('event: buy_now\ntitle: 购买\n'),
  },
  {
    rule: 'name.case',
    files: props('props: [orderId!, value!, pay_way, items]\n'),
    at: `${BUY}:5:9`,
    fixed: props('props: [order_id!, value!, pay_way, items]\n'),
  },
  { rule: 'name.case', files: buy('event: 购买\ntitle: 购买\n'), at: `${BUY}:1:8` },
  {
    rule: 'text.bom',
    files: buy('\ufeffevent: buy\ntitle: 购买\n'),
    at: `${BUY}:1:1`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  { rule: 'text.control', files: buy('event: buy\ntitle: 购\0买\n'), at: `${BUY}:2:9` },
  { rule: 'text.encoding', files: buy('event: buy\ntitle: \ufffd\ufffd\n'), at: `${BUY}:2:8` },
  { rule: 'text.encoding', files: buy('event: buy\ntitle: \ud800\n'), at: `${BUY}:2:8` },
  {
    rule: 'text.invisible',
    files: buy('event: b\u200buy\ntitle: 购买\n'),
    at: `${BUY}:1:9`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'text.invisible',
    files: buy('event: buy\ntitle:\u00a0购买\n'),
    at: `${BUY}:2:7`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'yaml.boolean',
    files: enums('  wechat: 微信支付\n  card: 银行卡\n  no: 未支付\n'),
    at: 'enums/pay.yaml:4:3',
    fixed: enums('  wechat: 微信支付\n  card: 银行卡\n  "no": 未支付\n'),
  },
  {
    rule: 'yaml.boolean',
    files: enums('  wechat: 微信支付\n  card: Yes\n'),
    at: 'enums/pay.yaml:3:9',
    fixed: enums('  wechat: 微信支付\n  card: "Yes"\n'),
  },
  {
    rule: 'yaml.boolean',
    files: enums('  wechat: 微信支付\n  true: 已支付\n'),
    at: 'enums/pay.yaml:3:3',
    fixed: enums('  wechat: 微信支付\n  "true": 已支付\n'),
  },
  {
    rule: 'yaml.colon',
    files: buy('event: buy\ntitle: 购买: 商品  # 待定\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "购买: 商品"  # 待定\n'),
  },
  {
    rule: 'yaml.colon',
    files: buy('event: buy\ntitle: {zh: 购买: 商品}\n'),
    at: `${BUY}:2:13`,
    fixed: buy('event: buy\ntitle: {zh: "购买: 商品"}\n'),
  },
  {
    rule: 'yaml.comment',
    files: buy('event: buy\ntitle: 满减 #1 券\n'),
    at: `${BUY}:2:11`,
    fixed: buy('event: buy\ntitle: "满减 #1 券"\n'),
  },
  {
    rule: 'yaml.comment',
    files: buy('event: buy\ntitle: {zh: 满减 #1 券}\n'),
    at: `${BUY}:2:16`,
    fixed: buy('event: buy\ntitle: {zh: "满减 #1 券"}\n'),
  },
  {
    rule: 'yaml.comment',
    files: buy('event: buy\ntitle: #1 券\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "#1 券"\n'),
  },
  {
    rule: 'yaml.date',
    files: props('props: [order_id!, value!, pay_way, items]\nexample: {order_id: 2026-11-11, value: 1}\n'),
    at: `${BUY}:6:21`,
    fixed: props('props: [order_id!, value!, pay_way, items]\nexample: {order_id: "2026-11-11", value: 1}\n'),
  },
  {
    rule: 'yaml.date',
    files: enums('  wechat: 微信支付\n  card: 12:30:45\n'),
    at: 'enums/pay.yaml:3:9',
    fixed: enums('  wechat: 微信支付\n  card: "12:30:45"\n'),
  },
  {
    rule: 'yaml.flag',
    files: event('title: 购买\nfires: {when: 支付后}\nsources: {server: yes}\n'),
    at: `${BUY}:4:19`,
    fixed: event('title: 购买\nfires: {when: 支付后}\nsources: {server: true}\n'),
  },
  {
    rule: 'yaml.flag',
    files: {
      'properties/share.yaml': 'note: {type: string, nullable: 是, say: 备注}\n',
      ...props('props: [order_id!, value!, pay_way, items, note]\n'),
    },
    at: 'properties/share.yaml:1:32',
    fixed: { 'properties/share.yaml': 'note: {type: string, nullable: true, say: 备注}\n' },
  },
  {
    rule: 'yaml.number',
    files: props('props: [order_id!, value!, pay_way, items]\nexample: {order_id: a, value: 1e3}\n'),
    at: `${BUY}:6:31`,
  },
  {
    rule: 'yaml.number',
    files: {
      'properties/share.yaml': 'total_price: {type: decimal, scale: 02, unit: CNY, say: 总价}\n',
      ...props('props: [order_id!, value!, pay_way, items, total_price]\n'),
    },
    at: 'properties/share.yaml:1:37',
    fixed: { 'properties/share.yaml': 'total_price: {type: decimal, scale: 2, unit: CNY, say: 总价}\n' },
  },
  {
    rule: 'yaml.number',
    files: enums('  wechat: 微信支付\n  012: 银行卡\n'),
    at: 'enums/pay.yaml:3:3',
    fixed: enums('  wechat: 微信支付\n  "012": 银行卡\n'),
  },
  {
    rule: 'yaml.number',
    files: enums('  wechat: 微信支付\n  0x1F: 银行卡\n'),
    at: 'enums/pay.yaml:3:3',
    fixed: enums('  wechat: 微信支付\n  "0x1F": 银行卡\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\ntitle: [必填] 购买\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "[必填] 购买"\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\ntitle: "加购"按钮\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: \'"加购"按钮\'\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\ntitle: *必填*\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "*必填*"\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\ntitle: !重要 购买\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "!重要 购买"\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\ntitle: >90% 购买\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: ">90% 购买"\n'),
  },
  {
    rule: 'yaml.quotes',
    files: buy('event: buy\nowner: @growth\ntitle: 购买\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\nowner: "@growth"\ntitle: 购买\n'),
  },
  {
    rule: 'yaml.space',
    files: buy('event: buy\ntitle:购买\n'),
    at: `${BUY}:2:6`,
    fixed: buy('event: buy\ntitle: 购买\n'),
  },
  {
    rule: 'yaml.space',
    files: buy('event: buy\ntitle: {zh:购买}\n'),
    at: `${BUY}:2:11`,
    fixed: buy('event: buy\ntitle: {zh: 购买}\n'),
  },
  {
    rule: 'yaml.tab',
    files: event('title: 购买\nfires:\n\twhen: 支付后\nsources: {server: true}\n'),
    at: `${BUY}:4:1`,
    fixed: event('title: 购买\nfires:\n  when: 支付后\nsources: {server: true}\n'),
  },
  {
    rule: 'yaml.text',
    files: { 'plan.yaml': 'plan: demo\nlanguages: [zh]\ndefaults: {owner: growth}\nretired: [2026.10]\n' },
    at: 'plan.yaml:4:11',
  },
  {
    rule: 'yaml.text',
    files: enums('  wechat: 微信支付\n  card: 012\n'),
    at: 'enums/pay.yaml:3:9',
    fixed: enums('  wechat: 微信支付\n  card: "012"\n'),
  },
  {
    rule: 'yaml.text',
    files: buy('event: buy\ntitle: 0o14\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "0o14"\n'),
  },
  {
    rule: 'yaml.text',
    files: buy('event: buy\ntitle: null\n'),
    at: `${BUY}:2:8`,
    fixed: buy('event: buy\ntitle: "null"\n'),
  },
  {
    rule: 'yaml.version',
    files: event('title: 购买\nfires: {when: 支付后}\nsources: {mini: >=2.4.0}\n'),
    at: `${BUY}:4:17`,
    fixed: event('title: 购买\nfires: {when: 支付后}\nsources: {mini: ">=2.4.0"}\n'),
  },
  {
    rule: 'yaml.version',
    files: event('title: 购买\nfires: {when: 支付后}\nsources:\n  mini: >= 2.4\n'),
    at: `${BUY}:5:9`,
    fixed: event('title: 购买\nfires: {when: 支付后}\nsources:\n  mini: ">=2.4"\n'),
  },
]
