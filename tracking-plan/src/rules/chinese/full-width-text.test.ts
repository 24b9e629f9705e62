import { expect, test } from 'vitest'
import { parsePlan } from '../../load/load-plan.ts'
import { smallPlan } from '../testing/small-plan.ts'

const problems = (files: Record<string, string>) =>
  parsePlan(smallPlan(files), { today: '2026-11-24' }).problems.map(({ rule, place }) => `${rule} ${place.line}`)

const TEXTS = [
  '满减，不含运费：是',
  '是否必填！',
  '点“加入购物车”按钮',
  '“我的优惠券”',
  '【限时】活动（第二件半价）',
  '［新］商品｛测试｝',
  'ｉＰｈｏｎｅ１５、Ｍａｔｅ６０',
  '价格　单位：元',
  'id：编号',
  'zh：是语言代码',
  '满 100 减 10；不与其他活动同享。',
  '100％ 正品！！',
  '见 https://example.com/a:b?c=1#d',
  '会员价/原价~折扣价',
  '编号#1',
  'C# 与 F#',
  '3.5 折',
  '2026.11 大促',
]

test.each(TEXTS)('nothing is said of the text %s, wherever it stands', text => {
  const inMap = `{zh: ${text.replaceAll(',', '')}}`
  for (const said of [text, inMap, `\n  zh: ${text}`, `"${text}"`, `|\n  ${text}\n  　　${text}`, `>\n  ${text}`]) {
    const event = `event: buy\ntitle: ${said}\nfires: {when: ${text}, not: "${text}"}\nsources: {server: true}\n`
    expect(problems({ 'events/buy.yaml': `${event}props: [{order_id!: ${text}}, value!, pay_way, items]\n` })).toEqual(
      [],
    )
    expect(problems({ 'enums/pay.yaml': `pay_way:\n  wechat: ${said.replaceAll('\n', '\n  ')}\n` })).toEqual([])
    expect(
      problems({ 'types/line.yaml': `line:\n  props: [price!, quantity!]\n  say: ${said.replaceAll('\n', '\n  ')}\n` }),
    ).toEqual([])
  }
})

test('values of an enum and examples are anything, full-width too', () => {
  expect(
    problems({
      'enums/pay.yaml': 'pay_way:\n  微信：支付: 微信支付\n  银行卡，信用卡！: 银行卡\n',
      'events/buy.yaml':
        'event: buy\ntitle: 购买\nfires: {when: 支付后}\nsources: {server: true}\nprops: [order_id!, value!, pay_way, items]\n' +
        'example: {order_id: 单号：１２３，甲！, value: 1, pay_way: 微信：支付}\n',
    }),
  ).toEqual([])
})
