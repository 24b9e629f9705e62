import { describe, expect, test } from 'vitest'
import { DIFF_RULES } from '../diff/rules.ts'
import { change } from '../diff/testing/rule-case.ts'
import { dropUse, type Edit, event, property, rename, say, shopPlan, uses } from '../diff/testing/shop-plan.ts'
import { hashOf } from './hash-of.ts'
import { made, planNext, refusedBy, shopRelease } from './testing/shop-release.ts'

const FIRST = shopRelease('2026.10.1', plan => {
  for (const event of Object.values(plan.events)) event.version = '2.3'
})

const addGift: Edit = plan => {
  plan.properties.gift = property('gift')
  plan.events.purchase!.props.push(...uses('gift'))
}
const dropCoupon: Edit = plan => dropUse(plan.events.begin_checkout!, 'coupon')
const waive = (rule: string, of: string, until = '2026-12-31') =>
  change({ waivers: [{ rule, of, reason: 'the old page goes', until }] })

describe('what a release says', () => {
  test('the first one begins every event at 1.0', () => {
    const release = made(planNext([], []))
    expect(release).toMatchObject({ format: 1, version: '2026.11.1', released: '2026-11-05', plan: 'shop' })
    expect(release.hash).toBe(hashOf(shopPlan()))
    expect(new Set(Object.values(release.events).map(({ version }) => version))).toEqual(new Set(['1.0']))
    expect(release.changelog).toEqual({ zh: ['首次发布'], en: ['First release'] })
    expect(release.reserved).toEqual({ events: ['ancient', 'old_click'], properties: ['promo'] })
  })

  test('versions count up within the month, whatever other plans do', () => {
    const other = { ...shopRelease('2026.11.7'), plan: 'forum' }
    const second = made(planNext([FIRST, other], [addGift]))
    expect(second.version).toBe('2026.11.1')
    expect(made(planNext([FIRST, second], [addGift, plan => plan.languages.push('ja')])).version).toBe('2026.11.2')
  })

  test('an event gets a major for what breaks, a minor for what is new, nothing for texts', () => {
    const planned = planNext(
      [FIRST],
      [addGift, dropCoupon, plan => Object.assign(plan.events.add_to_cart!, { tags: ['x'] })],
      {
        changes: [waive('property.removed', 'begin_checkout.coupon')],
      },
    )
    const events = made(planned).events
    expect(events.begin_checkout!.version).toBe('3.0')
    expect(events.purchase!.version).toBe('2.4')
    expect(events.add_to_cart!.version).toBe('2.3')
    expect(planned.ok && planned.bumps).toMatchObject({
      begin_checkout: { from: '2.3', to: '3.0', bump: 'major' },
      add_to_cart: { from: '2.3', to: '2.3', bump: 'none' },
    })
  })

  test('bindings alone raise no version and break nobody, yet they are a release, and it tells of them', () => {
    const bind: Edit = plan => {
      plan.events.begin_checkout!.bindings = [{ selector: '.pay', when: 'click', props: {} }]
    }
    const release = made(planNext([FIRST], [bind]))
    expect(release.events.begin_checkout!.version).toBe('2.3')
    expect(release.changelog).toEqual({
      zh: ['begin_checkout：绑定 `click .pay`'],
      en: ['begin_checkout: bound to `click .pay`'],
    })
    expect(release.hash).not.toBe(FIRST.hash)
  })

  test('an edited property raises every event that uses it', () => {
    const events = made(planNext([FIRST], [plan => Object.assign(plan.properties.sku!, { pattern: undefined })])).events
    expect([events.add_to_cart!.version, events.begin_checkout!.version, events.purchase!.version]).toEqual([
      '2.4',
      '2.4',
      '2.3',
    ])
  })

  test('a new event begins at 1.0; a renamed one goes on from its old name', () => {
    const planned = planNext(
      [FIRST],
      [
        plan => rename(plan.events, { from: 'add_to_cart', to: 'cart_add' }),
        plan => Object.assign(plan.events, { view_item: event('view_item') }),
      ],
      { changes: [waive('event.renamed', 'add_to_cart')] },
    )
    const { events } = made(planned)
    expect([events.cart_add!.version, events.view_item!.version]).toEqual(['3.0', '1.0'])
  })

  test('removed, renamed and retired names are reserved for ever', () => {
    const changes = [
      waive('event.status_removed', 'share_poster'),
      waive('property.renamed', 'coupon'),
      waive('event.removed', 'add_to_cart'),
    ]
    const edits: Edit[] = [
      plan => Object.assign(plan.events.share_poster!, { status: 'removed' }),
      plan => rename(plan.properties, { from: 'coupon', to: 'coupon_code' }),
      plan => delete plan.events.add_to_cart,
      plan => {
        for (const event of Object.values(plan.events))
          event.props = event.props.map(use => (use.name === 'coupon' ? { ...use, name: 'coupon_code' } : use))
      },
    ]
    // The labels were the removed event's alone, and leave with it.
    const second = made(planNext([FIRST], edits, { changes }))
    expect(second.reserved).toEqual({
      events: ['add_to_cart', 'ancient', 'old_click', 'share_poster'],
      properties: ['coupon', 'promo'],
    })
    const back = planNext(
      [FIRST, second],
      [...edits, plan => Object.assign(plan.properties, { coupon: property('coupon') })],
    )
    expect(refusedBy(back)).toContain('property.name_reused coupon')
  })

  test('the changelog says why in both languages, then what, what breaks first', () => {
    const planned = planNext(
      [FIRST],
      [addGift, dropCoupon, plan => Object.assign(plan.events.purchase!, { tags: ['x'] })],
      {
        changes: [
          waive('property.removed', 'begin_checkout.coupon'),
          change({ slug: 'gift', why: { zh: '赠品活动' } }),
        ],
      },
    )
    expect(made(planned).changelog).toEqual({
      zh: [
        '与后端字段统一',
        '赠品活动',
        '【不兼容】begin_checkout.coupon：不再上报（豁免：the old page goes）',
        'gift：新属性',
        '文字、负责人、标签、示例等 1 处',
      ],
      en: [
        'the same name as in the back end',
        '赠品活动',
        'BREAKING begin_checkout.coupon: no longer sent (waived: the old page goes)',
        'gift: new property',
        'Texts, owners, tags or examples in 1 place',
      ],
    })
  })
})

describe('what keeps a release from being made', () => {
  const refusals: Record<string, () => string[]> = {
    'release.bump_too_low': () =>
      refusedBy(planNext([FIRST], [addGift, plan => Object.assign(plan.events.purchase!, { version: '2.3' })])),
    'release.version_not_newer': () => refusedBy(planNext([FIRST], [addGift], { version: '2026.10.1' })),
    'release.nothing_changed': () => refusedBy(planNext([FIRST], [])),
  }
  test.each(Object.entries(refusals))('%s', (rule, refused) => {
    expect(refused().map(text => text.split(' ')[0])).toEqual([rule])
  })
  test('every rule of a release has its case', () => {
    const ids = Object.entries(DIFF_RULES).filter(([, { category }]) => category === 'release')
    // An edited file is found when it is read: releases-on-disk.test.ts.
    expect([...Object.keys(refusals), 'release.edited'].sort()).toEqual(ids.map(([id]) => id).sort())
  })

  test('what breaks clients or queries, without a waiver or with one that has run out', () => {
    expect(refusedBy(planNext([FIRST], [dropCoupon]))).toEqual(['property.removed begin_checkout.coupon'])
    const changes = [waive('property.removed', 'begin_checkout.coupon', '2026-11-04')]
    const late = planNext([FIRST], [dropCoupon], { changes })
    expect(refusedBy(late)).toEqual(['property.removed begin_checkout.coupon'])
    expect(late.findings.map(({ rule }) => rule)).toContain('waiver.expired')
  })

  test('an unused waiver is told but keeps nothing from being released', () => {
    const planned = planNext([FIRST], [addGift], { changes: [waive('property.removed', 'nothing')] })
    expect(planned.ok && planned.findings.map(({ rule }) => rule)).toContain('waiver.unused')
  })

  test('a meaning that nobody answers for', () => {
    const reword: Edit = plan => Object.assign(plan.properties.coupon!, { say: say('code of the voucher') })
    expect(refusedBy(planNext([FIRST], [reword]))).toEqual(['meaning.unanswered coupon'])
    const answered = planNext([FIRST], [reword], { changes: [change({ meaning: 'same' })] })
    expect(made(answered).events.purchase!.version).toBe('2.3')
  })

  test('an altered column, waived or not', () => {
    const alter: Edit = plan => Object.assign(plan.properties.weight!, { type: 'decimal', scale: 1 })
    const changes = [
      change({
        waivers: ['type.changed', 'column.type_changed'].map(rule => ({
          rule,
          of: 'weight',
          reason: 'x',
          until: '2026-12-31',
        })),
      }),
    ]
    expect(refusedBy(planNext([FIRST], [alter], { changes }))).toEqual(['column.type_changed weight'])
  })

  test('a plan that has another name than its releases', () => {
    expect(refusedBy(planNext([FIRST], [plan => Object.assign(plan, { plan: 'store' })]))).toEqual([
      'plan.renamed plan',
    ])
  })

  test('a clock that is behind the latest release', () => {
    expect(refusedBy(planNext([shopRelease('2026.12.1')], [addGift]))).toEqual(['release.version_not_newer shop'])
  })

  test('a version of an event that is high enough stands', () => {
    const exact = planNext([FIRST], [addGift, plan => Object.assign(plan.events.purchase!, { version: '2.4' })])
    expect(made(exact).events.purchase!.version).toBe('2.4')
    const planned = planNext([FIRST], [addGift, plan => Object.assign(plan.events.purchase!, { version: '4.0' })])
    expect(made(planned).events.purchase!.version).toBe('4.0')
  })
})

describe('every live release counts', () => {
  const needCoupon: Edit = plan => {
    plan.events.add_to_cart!.props.push(...uses('coupon!'))
  }
  const offerCoupon: Edit = plan => {
    plan.events.add_to_cart!.props.push(...uses('coupon'))
  }

  test('a change is found against each release it breaks, and names them', () => {
    const second = made(planNext([FIRST], [addGift]))
    const planned = planNext([FIRST, second], [addGift, dropCoupon])
    expect(planned.ok === false && planned.refused).toMatchObject([
      { rule: 'property.removed', versions: ['2026.10.1', '2026.11.1'] },
    ])
  })

  test('what the latest release forgives an older one may not', () => {
    const second = made(planNext([FIRST], [offerCoupon]))
    const planned = planNext([FIRST, second], [needCoupon])
    expect(planned.ok === false && planned.refused.map(({ rule, versions }) => [rule, versions])).toEqual([
      ['property.required_added', ['2026.10.1']],
      ['property.now_required', ['2026.11.1']],
    ])
    const changes = [waive('property.now_required', 'add_to_cart.coupon')]
    expect(refusedBy(planNext([FIRST, second], [needCoupon], { changes }))).toEqual([
      'property.required_added add_to_cart.coupon',
    ])
  })

  test('a retired release counts no more, the latest always does', () => {
    const second = made(planNext([FIRST], [offerCoupon]))
    const retire =
      (...versions: string[]): Edit =>
      plan => {
        plan.retired = versions
      }
    const changes = [waive('property.now_required', 'add_to_cart.coupon')]
    expect(planNext([FIRST, second], [needCoupon, retire('2026.10.1')], { changes }).ok).toBe(true)
    const all = planNext([FIRST, second], [needCoupon, retire('2026.10.1', '2026.11.1')])
    expect(refusedBy(all)).toEqual(['property.now_required add_to_cart.coupon'])
  })

  test('what was waived or answered for an earlier release is settled, and is not asked again', () => {
    const reword: Edit = plan => Object.assign(plan.properties.price!, { say: say('unit price with tax') })
    const changes = [waive('property.removed', 'begin_checkout.coupon'), change({ meaning: 'same' })]
    const second = made(planNext([FIRST], [dropCoupon, reword], { changes }))
    const third = planNext([FIRST, second], [dropCoupon, reword, addGift])
    expect(made(third).version).toBe('2026.11.2')
    const settled = third.findings.filter(finding => finding.settled)
    expect(settled.map(({ rule, versions }) => [rule, versions])).toEqual([
      ['property.removed', ['2026.10.1']],
      ['meaning.unanswered', ['2026.10.1']],
    ])
    expect(made(third).changelog!.en).toEqual(['gift: new property'])
  })

  test('a settled change that goes further is a new one', () => {
    const shorten =
      (max: number): Edit =>
      plan =>
        Object.assign(plan.properties.coupon!, { length: { max } })
    const second = made(planNext([FIRST], [shorten(50)], { changes: [waive('length.narrowed', 'coupon')] }))
    const third = planNext([FIRST, second], [shorten(20)])
    expect(third.ok === false && third.refused.map(({ what }) => what.en)).toEqual([
      'coupon: length: ..64 → ..20',
      'coupon: length: ..50 → ..20',
    ])
  })

  test('a name that was changed twice is still the same property for the oldest client', () => {
    const once: Edit = plan => {
      rename(plan.properties, { from: 'sku', to: 'sku_code' })
      plan.types.cart_item!.props = uses('product_id!', 'price!', 'quantity!', 'sku_code')
    }
    const twice: Edit = plan => {
      rename(plan.properties, { from: 'sku_code', to: 'item_no' })
      plan.types.cart_item!.props = uses('product_id!', 'price!', 'quantity!', 'item_no')
    }
    const second = made(planNext([FIRST], [once], { changes: [waive('property.renamed', 'sku')] }))
    const third = planNext([FIRST, second], [once, twice])
    expect(refusedBy(third)).toEqual(['property.renamed sku', 'property.renamed sku_code'])
  })
})
