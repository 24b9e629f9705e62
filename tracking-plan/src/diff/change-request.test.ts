import { expect, test } from 'vitest'
import { diffPlans } from './diff-plans.ts'
import { diffText } from './format/diff-text.ts'
import { change } from './testing/rule-case.ts'
import { property, rename, reuse, shopPlan } from './testing/shop-plan.ts'

const before = shopPlan()
const requested = shopPlan(
  plan => {
    rename(plan.properties, { from: 'coupon', to: 'coupon_code' })
    reuse(plan, { from: 'coupon', to: 'coupon_code' })
  },
  plan => {
    plan.properties.store_id = property('store_id', { type: 'id' })
    plan.every_event = { web: ['channel_code', 'store_id'], mini: ['store_id'], server: ['store_id'] }
  },
  plan => {
    Object.assign(plan.properties.price!, { unit: 'fen', scale: 0 })
  },
)
const ask = { before, after: requested, today: '2026-11-05' }

test('coupon → coupon_code, store_id in every event, 元 → 分: each names whom it breaks, and where', () => {
  const findings = diffPlans({ ...ask, changes: [] })
  const rows = findings.map(({ rule, subject, clients, queries }) => `${rule} ${subject}: ${clients}, ${queries}`)
  expect(rows.sort()).toEqual([
    'column.type_changed price: safe, breaks',
    'property.added store_id: safe, safe',
    'property.renamed coupon: breaks, warns',
    'property.scale_changed price: safe, breaks',
    'property.unit_changed price: safe, breaks',
  ])
  const eventsOf = (rule: string) => findings.find(finding => finding.rule === rule)!.events
  expect(eventsOf('property.renamed')).toEqual(['begin_checkout', 'purchase'])
  expect(eventsOf('property.added')).toEqual(['add_to_cart', 'begin_checkout', 'purchase', 'share_poster', 'try_on'])
  expect(eventsOf('property.unit_changed')).toEqual(['add_to_cart', 'begin_checkout'])
  expect(findings.find(({ rule }) => rule === 'property.unit_changed')!.zh).toContain('静默出错')
})

test('the rename may be waived; an altered column may not', () => {
  const waiver = { of: 'coupon', reason: 'the old page is gone in two weeks', until: '2026-12-31' }
  const changes = [
    change({
      waivers: [
        { rule: 'property.renamed', ...waiver },
        { ...waiver, rule: 'column.type_changed', of: 'price' },
      ],
    }),
  ]
  const findings = diffPlans({ ...ask, changes })
  expect(findings.find(({ rule }) => rule === 'property.renamed')!.waived).toEqual({
    reason: 'the old page is gone in two weeks',
    until: '2026-12-31',
  })
  expect(findings.find(({ rule }) => rule === 'column.type_changed')!.waived).toBeUndefined()
  expect(findings.map(({ rule }) => rule)).toContain('waiver.not_allowed')
})

test('a person reads it in either language, what breaks first', () => {
  const findings = diffPlans({ ...ask, changes: [] })
  expect(diffText(findings)).toMatchInlineSnapshot(`
    "Breaks (4)
      property.renamed        coupon  old clients ✗  queries !
          coupon: coupon → coupon_code; old clients go on sending coupon, which is unplanned. Breaks old clients; existing queries may read otherwise. The new column reads the old one, but queries by the old name must be edited; waive it until old builds are gone
          events (2): begin_checkout, purchase
      column.type_changed     price   old clients ✓  queries ✗
          price: column: decimal(2) → decimal(0). Old clients pass; breaks existing queries. Columns are only added, never altered: give the new form a new name, such as \`price_fen\`
          events (2): add_to_cart, begin_checkout
      property.unit_changed   price   old clients ✓  queries ✗
          price: unit: CNY → fen. SILENT: old clients pass every check, yet existing queries are wrong from this release on, and nothing will say so. Make a new property that names the new measure, and stop the old one later
          events (2): add_to_cart, begin_checkout
      property.scale_changed  price   old clients ✓  queries ✗
          price: scale: 2 → 0. SILENT: old clients pass every check, yet existing queries are wrong from this release on, and nothing will say so. Make a new property that names the new measure, and stop the old one later
          events (2): add_to_cart, begin_checkout

    Safe (1)
      property.added  store_id  new property

    5 findings: old clients broken by 1, existing queries by 3; 0 waived
    "
  `)
  expect(diffText(findings, 'zh')).toMatchInlineSnapshot(`
    "不兼容 (4)
      property.renamed        coupon  旧客户端 ✗  现有查询 !
          coupon：coupon → coupon_code；旧客户端仍会上报 coupon，它已不在方案内。旧客户端会违规，现有查询的结果可能不同。新列会读取旧列，但按旧名写的查询要改；可加豁免，直到旧版本退场
          事件 (2): begin_checkout, purchase
      column.type_changed     price   旧客户端 ✓  现有查询 ✗
          price：列：decimal(2) → decimal(0)。旧客户端不受影响，现有查询会出错。列只增不改：请给新的形式另取名称，例如 \`price_fen\`
          事件 (2): add_to_cart, begin_checkout
      property.unit_changed   price   旧客户端 ✓  现有查询 ✗
          price：单位：CNY → fen。静默出错：旧客户端照样通过所有校验，但从这次发布起现有查询的结果就是错的，而且不会有任何提示。请新建一个能体现新口径的属性，旧属性以后再停
          事件 (2): add_to_cart, begin_checkout
      property.scale_changed  price   旧客户端 ✓  现有查询 ✗
          price：小数位数 scale：2 → 0。静默出错：旧客户端照样通过所有校验，但从这次发布起现有查询的结果就是错的，而且不会有任何提示。请新建一个能体现新口径的属性，旧属性以后再停
          事件 (2): add_to_cart, begin_checkout

    安全 (1)
      property.added  store_id  新属性

    共 5 处：影响旧客户端 1 处，影响现有查询 3 处，已豁免 0 处
    "
  `)
})
