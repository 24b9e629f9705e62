/** A plan that has one of everything that decides about types. */
export const SMALL_SHOP = {
  'plan.yaml':
    'plan: shop\nlanguages: [zh, en]\ndefaults: {on_violation: flag, owner: growth}\nevery_event: {web: [store_id]}\n',
  'properties/a.yaml': `
product_id: {type: id, say: {zh: 商品编号, en: "product id */ of the shop"}}
price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: price}}
paid_at: {type: time, say: {zh: 支付时间, en: when it was paid}}
payment_type: {enum: payment_type, say: {zh: 支付方式, en: way}}
entry: {enum: entry, open: true, say: {zh: 入口, en: entry}}
note: {type: string, nullable: true, say: {zh: 备注, en: note}}
labels: {list: string, say: {zh: 标签, en: labels}}
items: {list: line, say: {zh: 商品, en: items}}
bank_code: {type: string, say: {zh: 银行, en: bank}}
store_id: {type: id, say: {zh: 店铺, en: store}}
`,
  'profile/p.yaml': 'member_level: {enum: level, say: {zh: 等级, en: level}}\n',
  'enums/e.yaml': `
payment_type: {wechat: {zh: 微信, en: WeChat}, card: {zh: 银行卡, en: card}}
entry: {home: {zh: 首页, en: home}}
level: {gold: {zh: 金卡, en: gold}}
`,
  'types/line.yaml': 'line: {say: {zh: 一行, en: a line}, props: [product_id!, price]}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [product_id!, price, paid_at, entry, note, labels, items]\n',
  'events/pay.yaml':
    'event: pay\ntitle: {zh: 付, en: Pay}\nfires: {when: {zh: 付, en: paid}}\nsources: {web: true}\nprops: [payment_type!]\nvariants: {by: payment_type, when: {card: [bank_code!]}}\n',
  'events/delete.yaml':
    'event: delete\ntitle: {zh: 删, en: Delete}\nstatus: deprecated\nfires: {when: {zh: 删, en: deleted}}\nsources: {web: true}\n',
  'events/gone.yaml':
    'event: gone\ntitle: {zh: 无, en: Gone}\nstatus: removed\nfires: {when: {zh: 无, en: gone}}\nsources: {web: true}\n',
  'events/other.yaml':
    'event: other\ntitle: {zh: 别, en: Other}\nfires: {when: {zh: 别, en: other}}\nsources: {server: true}\n',
}
